"""Tables of words: which say nothing about what is seen or heard, which are numbers, and which English forms are irregular.

They are lists of our own and change only together with the vectors (decision D171); words that mean something in another of these
languages are left out ("die", "war", "hat", "on" as a number).
"""

from __future__ import annotations


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


STOP_WORDS = _words(
    # English
    """
    a about above across after against all along also am among an and another any are around as at away back be been before behind
    being below beneath beside between both but by can could d did do does down during each every few for from had has have he her
    here hers him his how i if in inside into is it its ll many may me might more most much must my near next no not of off on once
    onto or other our out outside over own past re s shall she should show shown shows so some such t than that the their them then
    there these they this those through till to together toward towards under until up upon us ve very was we were what when where
    which while who whose will with within without would you your
    """,
    # German, Dutch, Scandinavian
    """
    auf aus bei beim dann das dem den der des durch ein eine einem einen einer eines für gegen ihr ihre im ist mit nach oder sein
    seine sich sind über um und uns unter vom von vor wie wird zu zum zur
    de een en het met naar op te van voor aan zijn
    av den det ett efter för från med och på som till är over
    """,
    # Romance
    """
    au aux avec ce ces cette dans du elle et est il ils la le les leur leurs ou où par pas pour qu que qui sa ses son sous sur un
    une al ante bajo con contra del desde donde e el ella ello ellos es esta este la las lo los más muy o para pero por que se sin
    sobre su sus un una unas uno unos y ao aos às com da das do dos em na nas no nos o os pelo um uma ai alla che dal dalla degli
    dei dell della di gli il nel nella per più si tra
    """,
    # Slavic, in Latin and Cyrillic letters
    """
    i na nad od po pod pro przed przez przy w we z za ze że się jest ve je
    а без в во для до за и из к как ко на над не о об от по под при про с со у через это
    та у що як є від
    """,
    # Finnish and Hungarian, Turkish, Vietnamese, Indonesian
    """
    ja on az és egy bir ile ve için bu da de ki
    các của có cho bị bên đang được là lên những này ra một trong trên với và vào xuống ở
    dan dengan di ini itu ke pada untuk yang
    """,
    # Greek, Arabic, Hebrew, Persian
    """
    ο η το οι τα του της των τον την στο στη στην στον στα σε με και από για ένα ένας μια
    في على من إلى الى عن عند مع أمام تحت فوق بين هو هي هذا هذه ثم أو و
    של על את עם אל הוא היא
    از به با در را که این آن یک است
    """,
    # Hindi
    """
    का की के को में पर से ने है हैं था थे थी हो और एक यह वह वाला वाली वाले हुआ हुई हुए सामने
    """,
)

GENERIC = _words(  # words in the names of files that say no more than that it is a file
    """
    asset audio clip content copy demo download example file final film image img index input master media movie my new original
    output part photo picture playlist preview recording sample screen shot sound stream temp test tmp track untitled upload vid
    video watch
    """
)

NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        (
            "one eins один واحد 一 하나 한",
            "two zwei deux dos due dois kaksi iki dwa dwie два две اثنان दो hai hai 二 两 둘 두 สอง δύο",
            "three drei trois tres tre três kolme üç trzy три ثلاثة तीन ba 三 셋 세 สาม τρία τρεις",
            "four vier quatre cuatro quattro quatro neljä dört cztery четыре أربعة चार bốn 四 넷 네 สี่ τέσσερα",
            "five fünf cinq cinco cinque viisi beş pięć пять خمسة पांच पाँच năm 五 다섯 ห้า πέντε",
            "six sechs seis sei kuusi altı sześć шесть ستة छह sáu 六 여섯 หก έξι",
            "seven sieben sept siete sette sete seitsemän yedi siedem семь سبعة सात bảy 七 일곱 เจ็ด επτά",
            "eight acht huit ocho otto oito kahdeksan sekiz osiem восемь ثمانية आठ tám 八 여덟 แปด οκτώ",
            "nine neun neuf nueve nove yhdeksän dokuz dziewięć девять تسعة नौ chín 九 아홉 เก้า εννέα",
            "ten zehn dix diez dieci dez kymmenen dziesięć десять عشرة दस mười 十 열 สิบ δέκα",
        ),
        start=1,
    )
    for word in words.split()
}

IRREGULAR = {
    form: word
    for word, *forms in map(
        str.split,
        """
        become became| begin began begun| bite bit bitten| blow blew blown| break broke broken| bring brought| build built| buy
        bought| catch caught| child children| choose chose chosen| come came| dig dug| draw drew drawn| drink drank drunk| drive
        drove driven| eat ate eaten| fall fell fallen| feed fed| feel felt| fight fought| find found| fly flew flown| foot feet|
        freeze froze frozen| get got gotten| give gave given| go went gone| goose geese| grow grew grown| hang hung| hide hid
        hidden| hold held| keep kept| knife knives| leaf leaves| leave left| light lit| lose lost| make made| man men| meet met|
        mouse mice| pay paid| ride rode ridden| ring rang rung| rise rose risen| run ran| say said| see saw seen| sell sold|
        send sent| shake shook shaken| shine shone| shoot shot| sing sang sung| sink sank sunk| sit sat| sleep slept| slide
        slid| speak spoke spoken| spin spun| stand stood| steal stole stolen| sweep swept| swim swam swum| swing swung| take
        took taken| teach taught| tear tore torn| tell told| think thought| throw threw thrown| tooth teeth| use used using|
        wake woke woken| wear wore worn| win won| wolf wolves| woman women| write wrote written
        """.replace("\n", " ").split("|"),
    )
    for form in forms
}

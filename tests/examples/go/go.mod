module example.com/story

go 1.19

"""OpenAPI: published documents read and compared, and the contracts printed as one."""

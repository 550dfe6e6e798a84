module deployctl.io/benchmark

go 1.24

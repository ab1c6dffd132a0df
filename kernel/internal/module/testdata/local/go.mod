module local

go 1.26.0

require example.com/counters v0.0.0

replace example.com/counters => ./old/counters

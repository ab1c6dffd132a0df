// Module: github.com/rs/zerolog
package main

import (
	"errors"
	"os"
	"time"

	"github.com/rs/zerolog"
)

type user struct{ Name string }

func (u user) MarshalZerologObject(e *zerolog.Event) { e.Str("name", u.Name) }

func main() {
	log := zerolog.New(os.Stdout).With().Str("app", "cells").Logger()
	log.Info().Int("n", 3).Float64("f", 1.5).Bool("b", true).Msg("hello")
	log.Error().Err(errors.New("failed")).Dur("took", 3*time.Millisecond).Send()
	log.Debug().Object("user", user{"Ann"}).Strs("list", []string{"a", "b"}).Interface("any", map[string]int{"x": 1}).Msgf("%d%%", 5)
	quiet := log.Level(zerolog.WarnLevel)
	quiet.Info().Msg("not seen")
	quiet.Warn().Dict("d", zerolog.Dict().Int("i", 1)).Msg("seen")
	w := zerolog.ConsoleWriter{Out: os.Stdout, NoColor: true, PartsExclude: []string{"time"}}
	console := zerolog.New(w)
	console.Info().Str("k", "v").Msg("console")
	l, err := zerolog.ParseLevel("fatal")
	log.Info().Str("level", l.String()).AnErr("e", err).Send()
}

// Module: go.uber.org/zap
package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

func main() {
	cfg := zap.NewProductionEncoderConfig()
	cfg.TimeKey = ""
	core := zapcore.NewCore(zapcore.NewJSONEncoder(cfg), zapcore.AddSync(os.Stdout), zap.InfoLevel)
	log := zap.New(core)
	defer log.Sync()
	log.Info("hello", zap.String("k", "v"), zap.Int("n", 3), zap.Duration("took", time.Second))
	log.Debug("not seen")
	log.With(zap.Namespace("ns"), zap.Bool("b", true)).Warn("warned", zap.Error(errors.New("failed")))
	s := log.Sugar()
	s.Infow("sugar", "a", 1, "b", []string{"x"})
	s.Errorf("%d %s", 1, "two")
	fmt.Println(zap.InfoLevel, log.Core().Enabled(zap.DebugLevel))
	level := zap.NewAtomicLevel()
	fmt.Println(level.UnmarshalText([]byte("warn")), level)
}

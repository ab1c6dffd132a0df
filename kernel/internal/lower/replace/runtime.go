package runtime

type Cleanup struct{}

func SetFinalizer(obj, finalizer any)

func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	if ptr == nil {
		panic("runtime.AddCleanup: ptr is nil")
	}
	SetFinalizer(ptr, func(*T) { go cleanup(arg) })
	return Cleanup{}
}

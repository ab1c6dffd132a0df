// Package install tells Jupyter where the kernel is: it writes, finds and removes
// kernelspecs, the directories from which Jupyter learns how to start kernels.
//
// A kernelspec is a directory NAME with kernel.json and logos, inside one of
// several directories "kernels", each of which is a Place here: the user's own,
// that of a Python environment, or that of any prefix. A kernelspec appears at
// once and complete, because it is put together beside its place and then moved.
//
// Only kernelspecs of this kernel are ever replaced or removed.
package install

//go:generate go run ./drawlogo

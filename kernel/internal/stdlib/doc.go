// Package stdlib is the compiled world as the type checker sees it: the
// standard library of one Go version and the few other packages that cells
// may import. Everything is embedded, compressed, one archive member per
// package, and read when it is first asked for; nothing happens at start, and
// no Go installation is needed.
//
// # Types
//
// An Importer reads export data. Data of one package mentions declarations of
// others, which then exist in their packages, incomplete, until those are
// imported themselves; so within one Importer a declaration is one
// types.Object, whatever the order of imports. Objects have no positions.
//
// # Sources
//
// Compiled code has no value for a function or type with type parameters.
// Such declarations are lowered from their source, which Importer.Source
// parses and checks, bodies included, apart from the imported package:
//
//   - A cell sees the imported objects, always; importing sync or errors
//     costs no parsing.
//   - The body of slices.SortFunc mentions objects of a second
//     types.Package, Source.Pkg, of the same path. Source.Func and
//     Source.Decl find there what an imported function stands for, by name;
//     type parameters are to be taken from the function that Func returns.
//   - In such bodies a type of the same package is another types.Named than
//     the imported one. Whoever follows them must key declared types by
//     package path and name, not by identity, and must not compare types of
//     the two worlds with types.Identical. Types of other packages are the
//     imported ones.
//
// A Source holds only what bodies of generic functions need: other generic
// declarations and those that compiled code does not offer by name. Exported
// functions without type parameters have no body there; the compiled ones are
// meant. Blank lines stand for what was left out, so positions are true. A few
// bodies that reach into the runtime are replaced by equivalent ones (the
// files named overlay_…, from generate/overlay.txtar).
package stdlib

//go:generate go run ./generate

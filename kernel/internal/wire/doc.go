// Package wire is the Jupyter messaging protocol, version 5.5, as Go values:
// what travels between a kernel and its clients, without the travelling.
//
// # Envelope
//
// A message on the wire is a list of frames:
//
//	identity... <IDS|MSG> signature header parent_header metadata content buffer...
//
// A Codec turns frames into a Message and back. It signs what goes out and
// checks what comes in: the signature is the HMAC-SHA256, in hexadecimal, of the
// four JSON frames; it is compared in constant time, and one that was seen before
// is refused. An empty key means that nothing is signed or checked. Every
// message that a Codec makes has a msg_id of its own, so that no two have the
// same signature (clients refuse repetitions too).
//
// The header is decoded at once, the content only by Message.Decode. A parent's
// header goes out exactly as it came in, unknown keys included. Frames are never
// copied; who has passed a Message on must not change what it points to.
//
// # Contents
//
// Each msg_type has one struct, which implements Content; the set is closed.
// The same structs are decoded (by a kernel: requests, by a client: replies) and
// encoded. Decoding fills in what the protocol lets a sender leave out. Encoding
// cannot fail: nil lists and maps become [] and {}, an empty Status becomes "ok"
// or "error", invalid UTF-8 becomes U+FFFD, and a json.RawMessage that is not
// JSON becomes a string.
//
// # Connection file
//
// ReadConnection reads the file that tells a kernel where to listen; its errors
// name the field that is wrong.
package wire

package wire

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"sync"
)

// A digest is an HMAC-SHA256.
type digest [sha256.Size]byte

// A signer signs with one key. A nil signer does not sign.
type signer struct {
	macs sync.Pool // of hash.Hash, keyed: keying one costs as much as a small message
}

func newSigner(key []byte) *signer {
	if len(key) == 0 {
		return nil
	}
	return &signer{macs: sync.Pool{New: func() any { return hmac.New(sha256.New, key) }}}
}

func (s *signer) sum(frames [4][]byte) (d digest) {
	mac := s.macs.Get().(hash.Hash)
	defer s.macs.Put(mac)
	mac.Reset()
	for _, f := range frames {
		mac.Write(f)
	}
	mac.Sum(d[:0])
	return d
}

// sign returns the signature frame.
func (s *signer) sign(frames [4][]byte) []byte {
	if s == nil {
		return []byte{}
	}
	d := s.sum(frames)
	return hex.AppendEncode(make([]byte, 0, 2*len(d)), d[:])
}

// verify reports whether signature is that of frames, in constant time, and
// returns what it should be.
func (s *signer) verify(signature []byte, frames [4][]byte) (digest, bool) {
	want := s.sum(frames)
	var got digest
	if len(signature) != 2*len(got) {
		return want, false
	}
	if _, err := hex.Decode(got[:], signature); err != nil {
		return want, false
	}
	return want, hmac.Equal(got[:], want[:])
}

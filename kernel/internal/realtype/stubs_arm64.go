package realtype

// stubSize is the size of a stub: a MOVZ and a B of 4 bytes.
const stubSize = 8

// stubIndex reads the index that stub i loads from its code: 16 bits from
// bit 5.
func stubIndex(i int) int {
	return int(*(*uint32)(stubAddress(i)) >> 5 & 0xffff)
}

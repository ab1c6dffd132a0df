// Functions without body need an assembly file in their package.

// The assembler quotes what it does not understand, too.
#if __has_include("@SECRET@")
asm(".include \"@SECRET@\"\n");
#else
asm(".include \"/host@SECRET@\"\n");
#endif
int main() {}

// The compiler quotes what it does not understand.
#if __has_include("@SECRET@")
#include "@SECRET@"
#else
#include "/host@SECRET@"
#endif
int main() {}

// A device for a source: it has no end.
#include "/dev/zero"
int main() {}

int main() { return }

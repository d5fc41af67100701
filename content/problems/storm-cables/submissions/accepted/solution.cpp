#include <numeric>
#include <utility>
#include <vector>

class Groups {
public:
    explicit Groups(long long houses) : count(houses), parent(houses), size(houses, 1) {
        std::iota(parent.begin(), parent.end(), 0LL);
    }

    void join(long long one, long long other) {
        one = find(one);
        other = find(other);
        if (one == other) return;
        if (size[one] < size[other]) std::swap(one, other);
        parent[other] = one;
        size[one] += size[other];
        --count;
    }

    long long count;

private:
    long long find(long long house) {
        while (parent[house] != house) house = parent[house] = parent[parent[house]];
        return house;
    }

    std::vector<long long> parent, size;
};

std::vector<long long> groupsAfterStorms(long long houses, const std::vector<std::vector<long long>>& cables, const std::vector<long long>& storms) {
    const std::size_t never = storms.size();
    std::vector<std::size_t> first_hit(cables.size(), never);
    for (std::size_t storm = storms.size(); storm-- > 0;) first_hit[storms[storm]] = storm;

    Groups groups(houses);
    for (std::size_t cable = 0; cable < cables.size(); ++cable) {
        if (first_hit[cable] == never) groups.join(cables[cable][0], cables[cable][1]);
    }
    std::vector<long long> result(storms.size());
    for (std::size_t storm = storms.size(); storm-- > 0;) {
        result[storm] = groups.count;
        const auto& cable = cables[storms[storm]];
        if (first_hit[storms[storm]] == storm) groups.join(cable[0], cable[1]);
    }
    return result;
}

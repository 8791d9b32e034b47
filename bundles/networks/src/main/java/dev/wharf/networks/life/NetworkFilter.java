package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.networks.live.LiveNetwork;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Chooses networks: any value of a name, all names; but names and ids find more together, as Docker 1.9 has it, whose names are
 * whole ones; daemon/network.go. The messages are those of Docker 20.10, daemon/network/filter.go.
 */
final class NetworkFilter implements Predicate<LiveNetwork> {
    private static final Set<String> NAMES = Set.of("name", "id", "type", "driver", "label", "scope", "dangling");
    private static final Set<String> TYPES = Set.of("custom", "builtin");
    private static final Set<String> TRUE = Set.of("true", "1");

    private final Map<String, List<String>> wanted;

    NetworkFilter(Map<String, List<String>> wanted) {
        this.wanted = wanted;
        wanted.keySet().stream()
                .filter(name -> !NAMES.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidArgument("Invalid filter '" + name + "'");
                });
        wanted.getOrDefault("type", List.of()).stream()
                .filter(type -> !TYPES.contains(type))
                .findFirst()
                .ifPresent(type -> {
                    throw new InvalidArgument("invalid filter: 'type'='" + type + "'");
                });
    }

    @Override
    public boolean test(LiveNetwork network) {
        boolean isAsked = wanted.containsKey("name") || wanted.containsKey("id");
        boolean isMeant = any("name", network.name()::equals) || any("id", network.id()::startsWith);
        return (!isAsked || isMeant)
                && anyOrUnasked("driver", network.driver()::equals)
                && anyOrUnasked("scope", network.record().scope()::equals)
                && anyOrUnasked("type", type -> type.equals("builtin") == network.isPredefined())
                && anyOrUnasked("dangling", text -> TRUE.contains(text) == isDangling(network))
                && wanted.getOrDefault("label", List.of()).stream().allMatch(label -> hasLabel(network, label));
    }

    private boolean any(String name, Predicate<String> test) {
        return wanted.getOrDefault(name, List.of()).stream().anyMatch(test);
    }

    private boolean anyOrUnasked(String name, Predicate<String> test) {
        return !wanted.containsKey(name) || any(name, test);
    }

    private static boolean isDangling(LiveNetwork network) {
        return !network.isPredefined() && network.members().isEmpty();
    }

    private static boolean hasLabel(LiveNetwork network, String label) {
        int equals = label.indexOf('=');
        Map<String, String> labels = network.record().labels();
        return equals < 0
                ? labels.containsKey(label)
                : label.substring(equals + 1).equals(labels.get(label.substring(0, equals)));
    }
}

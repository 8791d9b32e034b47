package dev.wharf.networks.name;

import dev.wharf.dns.Names;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What one container is told of names: those of its networks, and those that it alone sees. Thread-safe. */
public final class ContainerNames implements Names {
    private final List<View> views = new CopyOnWriteArrayList<>();

    /**
     * A network as the container sees it.
     *
     * @param names of the network
     * @param links names of containers by the name that this container has for them
     */
    private record View(NetworkNames names, Map<String, String> links) {
        private List<InetAddress> addresses(String name) {
            String target = links.getOrDefault(name, name);
            List<InetAddress> found = names.addresses(target);
            String suffix = '.' + names.network();
            return found.isEmpty() && target.endsWith(suffix)
                    ? names.addresses(target.substring(0, target.length() - suffix.length()))
                    : found;
        }
    }

    /**
     * The container is in a network from now on.
     *
     * @param links {@code container:alias}
     */
    public void add(NetworkNames names, List<String> links) {
        views.add(new View(
                names,
                links.stream()
                        .map(link -> link.toLowerCase(Locale.ROOT).split(":", 2))
                        .collect(Collectors.toMap(
                                parts -> parts[parts.length - 1], parts -> unslashed(parts[0]), (one, other) -> one))));
    }

    private static String unslashed(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /** The container is not in a network any more. */
    public void remove(NetworkNames names) {
        views.removeIf(view -> view.names() == names);
    }

    /** Whether no network has names for it. */
    public boolean isEmpty() {
        return views.isEmpty();
    }

    @Override
    public Optional<List<InetAddress>> addresses(String name) {
        return Optional.of(views.stream()
                        .map(view -> view.addresses(name))
                        .flatMap(Collection::stream)
                        .distinct()
                        .toList())
                .filter(found -> !found.isEmpty());
    }

    @Override
    public Optional<String> name(InetAddress address) {
        return views.stream()
                .flatMap(view -> view.names().name(address).stream())
                .findFirst();
    }
}

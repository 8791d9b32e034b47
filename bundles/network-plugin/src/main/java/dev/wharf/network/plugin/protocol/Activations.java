package dev.wharf.network.plugin.protocol;

import dev.wharf.spi.DriverException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Greets plugins as they are found, and tells what they are. One that does not answer yet is greeted again later. Docker 1.9 does
 * so when a plugin is first used; here its drivers are to be known before. Belongs to the thread of a {@link PluginWatch}.
 */
public final class Activations implements PluginWatch.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Activations.class);

    private final Patience patience;
    private final Consumer consumer;
    private final Map<String, Plugin> active = new HashMap<>();
    private final Map<Plugin, Integer> silent = new HashMap<>();

    /** Hears of plugins. */
    public interface Consumer {
        /** A plugin can be used from now on; it is closed after it was lost. */
        void found(Plugin plugin, Set<String> implemented);

        /** The file of a plugin is gone, or leads elsewhere. */
        void lost(Plugin plugin);
    }

    /** Greets with so much patience. */
    public Activations(Patience patience, Consumer consumer) {
        this.patience = patience;
        this.consumer = consumer;
    }

    @Override
    public Optional<Duration> plugins(Map<String, PluginAddress> plugins) {
        forget(plugins);
        plugins.forEach((name, address) -> {
            if (!active.containsKey(name)) {
                greet(silentOne(name).orElseGet(() -> new Plugin(name, address, patience)));
            }
        });
        return silent.values().stream().map(patience::waitBefore).min(Duration::compareTo);
    }

    private Optional<Plugin> silentOne(String name) {
        return silent.keySet().stream().filter(each -> each.name().equals(name)).findAny();
    }

    private void forget(Map<String, PluginAddress> plugins) {
        silent.keySet().removeIf(plugin -> !plugin.address().equals(plugins.get(plugin.name())));
        for (Iterator<Plugin> each = active.values().iterator(); each.hasNext(); ) {
            Plugin plugin = each.next();
            if (!plugin.address().equals(plugins.get(plugin.name()))) {
                each.remove();
                consumer.lost(plugin);
                plugin.close();
            }
        }
    }

    private void greet(Plugin plugin) {
        try {
            Set<String> implemented = plugin.activate();
            silent.remove(plugin);
            active.put(plugin.name(), plugin);
            LOG.info("plugin {} is there: {}", plugin.name(), implemented);
            consumer.found(plugin, implemented);
        } catch (DriverException e) {
            int tries = silent.merge(plugin, 0, (before, first) -> before + 1);
            if (tries == 0) {
                LOG.warn("plugin {} does not answer yet: {}", plugin.name(), e.getMessage());
            }
        }
    }

    /** Lets all go. */
    public void close() {
        forget(Map.of());
    }
}

package dev.wharf.network.plugin;

import dev.wharf.linux.Linux;
import dev.wharf.network.plugin.protocol.Activations;
import dev.wharf.network.plugin.protocol.Patience;
import dev.wharf.network.plugin.protocol.Plugin;
import dev.wharf.network.plugin.protocol.PluginFolders;
import dev.wharf.network.plugin.protocol.PluginWatch;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.network.AddressDriverProvider;
import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.network.NetworkDriverProvider.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers drivers for the plugins that are found, as long as they are. */
@Component(
        immediate = true,
        service = {})
public final class NetworkPlugins implements Activations.Consumer {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkPlugins.class);
    /** Folders in place of Docker's, for tests: one of sockets, then those of files, with colons between. */
    private static final String FOLDERS = "wharf.plugin.folders";
    /** Seconds to wait for an answer, and for a plugin that is not there, in place of Docker's; for tests. */
    private static final String PATIENCE = "wharf.plugin.patience";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,62}");
    private static final Set<String> OWN_NAMES = Set.of("bridge", "host", "none", "null", "default", "macvlan");

    private final BundleContext context;
    private final PluginWatch watch;
    private final Map<Plugin, List<ServiceRegistration<?>>> registrations = new ConcurrentHashMap<>();

    /** Begins to look for plugins. */
    @Activate
    public NetworkPlugins(BundleContext context) {
        this.context = context;
        PluginFolders folders = Optional.ofNullable(context.getProperty(FOLDERS))
                .map(NetworkPlugins::folders)
                .orElse(PluginFolders.USUAL);
        Patience patience = Optional.ofNullable(context.getProperty(PATIENCE))
                .map(seconds -> Patience.of(Duration.ofSeconds(Long.parseLong(seconds))))
                .orElse(Patience.USUAL);
        this.watch = new PluginWatch(folders, new Activations(patience, this));
        watch.start();
    }

    private static PluginFolders folders(String text) {
        List<Path> paths =
                Pattern.compile(":").splitAsStream(text).map(Path::of).toList();
        return new PluginFolders(paths.get(0), paths.subList(1, paths.size()));
    }

    @Override
    public void found(Plugin plugin, Set<String> implemented) {
        if (!NAME.matcher(plugin.name()).matches() || OWN_NAMES.contains(plugin.name())) {
            LOG.warn("plugin {} has a name that no driver can have", plugin.name());
            return;
        }
        List<ServiceRegistration<?>> made = new ArrayList<>();
        Dictionary<String, Object> properties = FrameworkUtil.asDictionary(Map.of("driver.name", plugin.name()));
        if (implemented.contains("NetworkDriver")) {
            var provider = new RemoteNetworkProvider(plugin, scope(plugin), Linux.kernel());
            made.add(context.registerService(NetworkDriverProvider.class, provider, properties));
        }
        if (implemented.contains("IpamDriver")) {
            var provider = new RemoteAddressProvider(plugin);
            made.add(context.registerService(AddressDriverProvider.class, provider, properties));
        }
        registrations.put(plugin, made);
    }

    /** Plugins of before 1.9 do not tell it. */
    private static Scope scope(Plugin plugin) {
        try {
            String scope = plugin.call("NetworkDriver.GetCapabilities", Json.object())
                    .path("Scope")
                    .asText();
            return scope.equals("global") ? Scope.GLOBAL : Scope.LOCAL;
        } catch (DriverException e) {
            LOG.info("plugin {} does not tell its scope: {}", plugin.name(), e.getMessage());
            return Scope.LOCAL;
        }
    }

    @Override
    public void lost(Plugin plugin) {
        Optional.ofNullable(registrations.remove(plugin))
                .ifPresent(made -> made.forEach(ServiceRegistration::unregister));
    }

    /** Ends the watch; the framework takes the services back. */
    @Deactivate
    public void close() {
        watch.close();
        registrations.keySet().forEach(Plugin::close);
    }
}

package dev.wharf.engine.api.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a {@link HostConfig}; each method sets the component of its name. Belongs to one thread. */
public final class HostConfigBuilder {
    private List<String> binds = List.of();
    private List<MountRequest> mounts = List.of();
    private List<String> volumesFrom = List.of();
    private String volumeDriver = "";
    private Map<String, String> tmpfs = Map.of();
    private ResourceConfig resources = ResourceConfig.unlimited();
    private NetworkConfig network = NetworkConfig.empty();
    private SecurityConfig security = SecurityConfig.empty();
    private RestartPolicy restartPolicy = RestartPolicy.never();
    private LogConfig log = LogConfig.unset();
    private String containerIdFile = "";
    private Map<String, String> lxcConf = Map.of();
    private List<Integer> consoleWidthHeight = List.of(0, 0);
    private long shmSize = 0;
    private boolean autoRemove = false;
    private Optional<Boolean> init = Optional.empty();
    private Map<String, String> sysctls = Map.of();
    private String runtime = "";

    HostConfigBuilder() {}

    HostConfigBuilder(HostConfig from) {
        binds = from.binds();
        mounts = from.mounts();
        volumesFrom = from.volumesFrom();
        volumeDriver = from.volumeDriver();
        tmpfs = from.tmpfs();
        resources = from.resources();
        network = from.network();
        security = from.security();
        restartPolicy = from.restartPolicy();
        log = from.log();
        containerIdFile = from.containerIdFile();
        lxcConf = from.lxcConf();
        consoleWidthHeight = from.consoleWidthHeight();
        shmSize = from.shmSize();
        autoRemove = from.autoRemove();
        init = from.init();
        sysctls = from.sysctls();
        runtime = from.runtime();
    }

    /** Sets {@link HostConfig#binds()}. */
    public HostConfigBuilder binds(List<String> binds) {
        this.binds = binds;
        return this;
    }

    /** Sets {@link HostConfig#mounts()}. */
    public HostConfigBuilder mounts(List<MountRequest> mounts) {
        this.mounts = mounts;
        return this;
    }

    /** Sets {@link HostConfig#volumesFrom()}. */
    public HostConfigBuilder volumesFrom(List<String> volumesFrom) {
        this.volumesFrom = volumesFrom;
        return this;
    }

    /** Sets {@link HostConfig#volumeDriver()}. */
    public HostConfigBuilder volumeDriver(String volumeDriver) {
        this.volumeDriver = volumeDriver;
        return this;
    }

    /** Sets {@link HostConfig#tmpfs()}. */
    public HostConfigBuilder tmpfs(Map<String, String> tmpfs) {
        this.tmpfs = tmpfs;
        return this;
    }

    /** Sets {@link HostConfig#resources()}. */
    public HostConfigBuilder resources(ResourceConfig resources) {
        this.resources = resources;
        return this;
    }

    /** Sets {@link HostConfig#network()}. */
    public HostConfigBuilder network(NetworkConfig network) {
        this.network = network;
        return this;
    }

    /** Sets {@link HostConfig#security()}. */
    public HostConfigBuilder security(SecurityConfig security) {
        this.security = security;
        return this;
    }

    /** Sets {@link HostConfig#restartPolicy()}. */
    public HostConfigBuilder restartPolicy(RestartPolicy restartPolicy) {
        this.restartPolicy = restartPolicy;
        return this;
    }

    /** Sets {@link HostConfig#log()}. */
    public HostConfigBuilder log(LogConfig log) {
        this.log = log;
        return this;
    }

    /** Sets {@link HostConfig#containerIdFile()}. */
    public HostConfigBuilder containerIdFile(String containerIdFile) {
        this.containerIdFile = containerIdFile;
        return this;
    }

    /** Sets {@link HostConfig#lxcConf()}. */
    public HostConfigBuilder lxcConf(Map<String, String> lxcConf) {
        this.lxcConf = lxcConf;
        return this;
    }

    /** Sets {@link HostConfig#consoleWidthHeight()}. */
    public HostConfigBuilder consoleWidthHeight(List<Integer> consoleWidthHeight) {
        this.consoleWidthHeight = consoleWidthHeight;
        return this;
    }

    /** Sets {@link HostConfig#shmSize()}. */
    public HostConfigBuilder shmSize(long shmSize) {
        this.shmSize = shmSize;
        return this;
    }

    /** Sets {@link HostConfig#autoRemove()}. */
    public HostConfigBuilder autoRemove(boolean autoRemove) {
        this.autoRemove = autoRemove;
        return this;
    }

    /** Sets {@link HostConfig#init()}. */
    public HostConfigBuilder init(boolean init) {
        this.init = Optional.of(init);
        return this;
    }

    /** Sets {@link HostConfig#sysctls()}. */
    public HostConfigBuilder sysctls(Map<String, String> sysctls) {
        this.sysctls = sysctls;
        return this;
    }

    /** Sets {@link HostConfig#runtime()}. */
    public HostConfigBuilder runtime(String runtime) {
        this.runtime = runtime;
        return this;
    }

    /** Makes the configuration. */
    public HostConfig build() {
        return new HostConfig(
                binds,
                mounts,
                volumesFrom,
                volumeDriver,
                tmpfs,
                resources,
                network,
                security,
                restartPolicy,
                log,
                containerIdFile,
                lxcConf,
                consoleWidthHeight,
                shmSize,
                autoRemove,
                init,
                sysctls,
                runtime);
    }
}

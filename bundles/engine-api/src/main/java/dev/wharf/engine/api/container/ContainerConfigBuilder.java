package dev.wharf.engine.api.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Builds a {@link ContainerConfig}; each method sets the component of its name. Belongs to one thread. */
public final class ContainerConfigBuilder {
    private String hostname = "";
    private String domainname = "";
    private String user = "";
    private boolean attachStdin = false;
    private boolean attachStdout = false;
    private boolean attachStderr = false;
    private Set<String> exposedPorts = Set.of();
    private boolean tty = false;
    private boolean openStdin = false;
    private boolean stdinOnce = false;
    private List<String> env = List.of();
    private Optional<List<String>> cmd = Optional.empty();
    private String image = "";
    private Set<String> volumes = Set.of();
    private String workingDir = "";
    private Optional<List<String>> entrypoint = Optional.empty();
    private boolean networkDisabled = false;
    private String macAddress = "";
    private List<String> onBuild = List.of();
    private Map<String, String> labels = Map.of();
    private String stopSignal = "";
    private OptionalInt stopTimeout = OptionalInt.empty();

    ContainerConfigBuilder() {}

    ContainerConfigBuilder(ContainerConfig from) {
        hostname = from.hostname();
        domainname = from.domainname();
        user = from.user();
        attachStdin = from.attachStdin();
        attachStdout = from.attachStdout();
        attachStderr = from.attachStderr();
        exposedPorts = from.exposedPorts();
        tty = from.tty();
        openStdin = from.openStdin();
        stdinOnce = from.stdinOnce();
        env = from.env();
        cmd = from.cmd();
        image = from.image();
        volumes = from.volumes();
        workingDir = from.workingDir();
        entrypoint = from.entrypoint();
        networkDisabled = from.networkDisabled();
        macAddress = from.macAddress();
        onBuild = from.onBuild();
        labels = from.labels();
        stopSignal = from.stopSignal();
        stopTimeout = from.stopTimeout();
    }

    /** Sets {@link ContainerConfig#hostname()}. */
    public ContainerConfigBuilder hostname(String hostname) {
        this.hostname = hostname;
        return this;
    }

    /** Sets {@link ContainerConfig#domainname()}. */
    public ContainerConfigBuilder domainname(String domainname) {
        this.domainname = domainname;
        return this;
    }

    /** Sets {@link ContainerConfig#user()}. */
    public ContainerConfigBuilder user(String user) {
        this.user = user;
        return this;
    }

    /** Sets {@link ContainerConfig#attachStdin()}. */
    public ContainerConfigBuilder attachStdin(boolean attachStdin) {
        this.attachStdin = attachStdin;
        return this;
    }

    /** Sets {@link ContainerConfig#attachStdout()}. */
    public ContainerConfigBuilder attachStdout(boolean attachStdout) {
        this.attachStdout = attachStdout;
        return this;
    }

    /** Sets {@link ContainerConfig#attachStderr()}. */
    public ContainerConfigBuilder attachStderr(boolean attachStderr) {
        this.attachStderr = attachStderr;
        return this;
    }

    /** Sets {@link ContainerConfig#exposedPorts()}. */
    public ContainerConfigBuilder exposedPorts(Set<String> exposedPorts) {
        this.exposedPorts = exposedPorts;
        return this;
    }

    /** Sets {@link ContainerConfig#tty()}. */
    public ContainerConfigBuilder tty(boolean tty) {
        this.tty = tty;
        return this;
    }

    /** Sets {@link ContainerConfig#openStdin()}. */
    public ContainerConfigBuilder openStdin(boolean openStdin) {
        this.openStdin = openStdin;
        return this;
    }

    /** Sets {@link ContainerConfig#stdinOnce()}. */
    public ContainerConfigBuilder stdinOnce(boolean stdinOnce) {
        this.stdinOnce = stdinOnce;
        return this;
    }

    /** Sets {@link ContainerConfig#env()}. */
    public ContainerConfigBuilder env(List<String> env) {
        this.env = env;
        return this;
    }

    /** Sets {@link ContainerConfig#cmd()}. */
    public ContainerConfigBuilder cmd(List<String> cmd) {
        this.cmd = Optional.of(cmd);
        return this;
    }

    /** Sets {@link ContainerConfig#image()}. */
    public ContainerConfigBuilder image(String image) {
        this.image = image;
        return this;
    }

    /** Sets {@link ContainerConfig#volumes()}. */
    public ContainerConfigBuilder volumes(Set<String> volumes) {
        this.volumes = volumes;
        return this;
    }

    /** Sets {@link ContainerConfig#workingDir()}. */
    public ContainerConfigBuilder workingDir(String workingDir) {
        this.workingDir = workingDir;
        return this;
    }

    /** Sets {@link ContainerConfig#entrypoint()}. */
    public ContainerConfigBuilder entrypoint(List<String> entrypoint) {
        this.entrypoint = Optional.of(entrypoint);
        return this;
    }

    /** Sets {@link ContainerConfig#networkDisabled()}. */
    public ContainerConfigBuilder networkDisabled(boolean networkDisabled) {
        this.networkDisabled = networkDisabled;
        return this;
    }

    /** Sets {@link ContainerConfig#macAddress()}. */
    public ContainerConfigBuilder macAddress(String macAddress) {
        this.macAddress = macAddress;
        return this;
    }

    /** Sets {@link ContainerConfig#onBuild()}. */
    public ContainerConfigBuilder onBuild(List<String> onBuild) {
        this.onBuild = onBuild;
        return this;
    }

    /** Sets {@link ContainerConfig#labels()}. */
    public ContainerConfigBuilder labels(Map<String, String> labels) {
        this.labels = labels;
        return this;
    }

    /** Sets {@link ContainerConfig#stopSignal()}. */
    public ContainerConfigBuilder stopSignal(String stopSignal) {
        this.stopSignal = stopSignal;
        return this;
    }

    /** Sets {@link ContainerConfig#stopTimeout()}. */
    public ContainerConfigBuilder stopTimeout(int stopTimeout) {
        this.stopTimeout = OptionalInt.of(stopTimeout);
        return this;
    }

    /** Makes the configuration. */
    public ContainerConfig build() {
        return new ContainerConfig(
                hostname,
                domainname,
                user,
                attachStdin,
                attachStdout,
                attachStderr,
                exposedPorts,
                tty,
                openStdin,
                stdinOnce,
                env,
                cmd,
                image,
                volumes,
                workingDir,
                entrypoint,
                networkDisabled,
                macAddress,
                onBuild,
                labels,
                stopSignal,
                stopTimeout);
    }
}

package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.check.CreateChecks;
import dev.wharf.engine.check.KernelFit;
import dev.wharf.engine.spec.HostFacts;
import java.util.Map;
import java.util.Set;

/** Replaces the host configuration of a container that does not run, as start with a body did before API 1.24. */
final class ConfigureContainer {
    private final Site site;
    private final HostFacts host;

    ConfigureContainer(Site site, HostFacts host) {
        this.site = site;
        this.host = host;
    }

    /**
     * Replaces it as a whole. Anonymous volumes that the container has stay.
     *
     * @throws EngineException InvalidArgument, Conflict, NotFound, NotModified when it runs
     */
    void run(LiveContainer container, HostConfig asked) {
        container.step(() -> {
            StartRule.check(container);
            ContainerRecord record = container.record();
            HostConfig complete = new HostDefaults(site.table().settings(), site.drivers())
                    .applied(asked, record.hostConfig().network().mode());
            HostConfig fit = new KernelFit(complete, host).config();
            new CreateChecks(host).hostConfig(clientsOwn(record), fit);
            new LogChecks(site.drivers()).check(fit.log());
            new Neighbours(site.table()).check(fit, record.execDriver());
            update(container, new Links(site.table()).resolved(fit, container.id()));
            if (!site.roots().isUsed(record.id())) {
                site.roots().unmount(record.id()); // it has the earlier mounts
            }
        });
    }

    /** The host name was perhaps made up by the engine, and ports come from the image: no conflict with a mode. */
    private static ContainerConfig clientsOwn(ContainerRecord record) {
        return record.config().toBuilder().hostname("").exposedPorts(Set.of()).build();
    }

    /** With another mode go the networks that were asked for beside the former one. */
    private static ContainerRecord connected(ContainerRecord record, HostConfig next) {
        String mode = record.hostConfig().network().mode();
        return mode.equals(next.network().mode()) ? record : record.connected(Map.of());
    }

    private void update(LiveContainer container, HostConfig hostConfig) {
        ContainerRecord record = container.record();
        MountPlan asked = new PlanMounts(site).of(record.config(), hostConfig).keeping(record.mounts());
        try (Steps steps = new Steps()) {
            MountPlan mounts = new MakeVolumes(site).claim(record.id(), asked, steps);
            site.table().update(container, connected(record, hostConfig).with(hostConfig, mounts.points()));
            steps.keep();
        }
        site.volumes().release(record.id());
    }
}

package dev.wharf.api.http.version;

import java.util.ArrayList;
import java.util.List;

/** Every change between 1.0 and the newest version that clients below must not notice. */
final class StandardSteps {
    private StandardSteps() {}

    /** All steps, newest first; of one version, in the order in which they take an answer down. */
    static List<Step> all() {
        List<Step> steps = new ArrayList<>(List.of(
                new NetworksTellEvents(),
                new NetworksInInspect(),
                new VolumeDriverMoves(),
                new StatsTellEachNetwork(),
                new MountsReplaceVolumes(),
                new LimitsLeaveConfig(),
                new KillRefusesTheStopped(),
                new NeverStartedIsCreated(),
                new CpuSharesPassUnchanged(),
                new InfoFlagsAreTruths(),
                new AddressesSpeltInCapitals(),
                new ForceKillsAtOnce(),
                new NothingToDoIsTold(),
                new CommitPauses(),
                new ContainerIdSpeltId(),
                new ImageKeysInCamelCase(),
                new CommitMessageIsComment(),
                new BuildRemovesIntermediates(),
                new RemovalObeysForceAndNoprune(),
                new RemovalTellsNames(),
                new StatusTellsWhen(),
                new DnsMovesToHostConfig(),
                new HostConfigInInspect(),
                new ProgressInDetail(),
                new InfoFlagsAreNumbers(),
                new CommitConfigInBody(),
                new OneRowPerImage(),
                new IdsInFull(),
                new HistoryTellsIds(),
                new RegistryIsPartOfTheName(),
                new BoundsOfListsExist(),
                new AttachIsFramed(),
                new PortsReplacePortMapping(),
                new PortsAsList(),
                new StartHasNoContent(),
                new EventsTellTheImage(),
                new PortMappingByProtocol(),
                new TopTellsTitles(),
                new SizesOnDemand(),
                new StartTakesHostConfig(),
                new RemovalPrunes(),
                new ProgressAsJson()));
        steps.addAll(AddedKeys.all());
        steps.addAll(RetiredKeys.all());
        steps.addAll(IgnoredParameters.all());
        steps.addAll(SharedNames.all());
        return List.copyOf(steps);
    }
}

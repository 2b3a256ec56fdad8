using Muster.Cli.Stores;
using Muster.Cli.Submitting;

namespace Muster.Cli.Doctor;

/// <summary>The checks of this machine and a store.</summary>
internal static class DoctorChecks
{
    /// <summary>All of them in the order in which they are shown.</summary>
    public static IReadOnlyList<IDoctorCheck> Of(StoreAddress address, CommandContext context) =>
    [
        new ShellCheck(),
        new DiskCheck(address.Directory.Root),
        new FileSystemCheck(address.Directory.Root),
        new AccessCheck(address.Directory.Root),
        new StoreCheck(address, context),
        new ClockCheck(address, context),
        new LimitsCheck(),
        new EngineCheck(address.Directory, context.Time),
        new OrphansCheck(address.Directory),
        new LeftoversCheck(address, context),
        .. address.Aws is null ? (IDoctorCheck[])[] :
        [
            new SpokesCheck(address, context, LocalEngineOptions.Chance),
            new QuotasCheck(address, context),
            new SpokeAgeCheck(address, context, SpokeAgeCheck.Reaper),
            new SpokeAgeCheck(address, context, SpokeAgeCheck.Catalogue),
        ],
    ];
}

using Muster.Fleet;
using Muster.Runs;

namespace Muster.Aws.Contracts;

/// <summary>Where a platform's blobs are in the deployment's bucket, beside those of runs.</summary>
public static class PlatformBlobs
{
    /// <summary>What the keys of a run's fleets start with.</summary>
    public static string Fleets(RunId run) => $"platform/fleets/{run}/";

    /// <summary>A fleet's order, as it was first sent.</summary>
    public static string Fleet(RunId run, string fleet) => $"{Fleets(run)}{fleet}.json";

    /// <summary>A spoke's catalogue.</summary>
    public static string Catalogue(SpokeKey spoke) => $"platform/catalogue/{spoke.Account}/{spoke.Region}.json";

    /// <summary>What the keys of the pages of catalogues that are being read start with; nothing below it is needed for longer than a day.</summary>
    public const string AllPages = "platform/pages/";

    /// <summary>What the keys of a catalogue's pages start with.</summary>
    public static string Pages(SpokeKey spoke, string catalogue) => $"{AllPages}{spoke.Account}/{spoke.Region}/{catalogue}/";

    /// <summary>A page of a catalogue.</summary>
    public static string Page(SpokeKey spoke, string catalogue, string kind, int number, bool isLast) =>
        $"{Pages(spoke, catalogue)}{kind}-{number}{(isLast ? "-last" : "")}.json";
}

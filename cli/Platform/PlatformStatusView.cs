using System.Globalization;
using System.Text.Json;
using Muster.Cli.Rendering;
using Muster.Fleet;
using Muster.Operations;

namespace Muster.Cli.Platform;

/// <summary>Shows the spokes of a platform.</summary>
internal static class PlatformStatusView
{
    public static void Write(CommandContext context, string store, IReadOnlyList<SpokeRecord> spokes)
    {
        if (spokes.Count == 0)
        {
            context.Out.WriteLine($"No spoke of {store} was heard of. Deploy the platform: muster platform deploy");
            return;
        }

        var now = context.Time.GetUtcNow();
        var table = new Table(new("ACCOUNT"), new("REGION"), new("HEARD"), new("CATALOGUE"), new("LISTED"), new("SUBNETS", IsNumber: true), new("LAUNCHES/S", IsNumber: true), new("NO CAPACITY", IsNumber: true));
        foreach (var spoke in spokes)
        {
            table.Add(
                spoke.Key.Account, spoke.Key.Region, Age(HeardAt(spoke), now), Age(spoke.CatalogueAt, now), Age(spoke.ListedAt, now), $"{spoke.Subnets.Count}",
                spoke.Governor.PerSecond is { } rate ? rate.ToString("0.##", CultureInfo.InvariantCulture) : "full", $"{Failures(spoke, now).Count}");
        }

        table.Write(context.Out, context.Screen);
        foreach (var (spoke, failure) in spokes.SelectMany(spoke => Failures(spoke, now).Select(failure => (spoke, failure))))
            context.Out.WriteLine($"{spoke.Key}: {failure.InstanceType} {(failure.Spot ? "spot" : "on demand")} in {failure.Zone ?? "all zones"} had no capacity ({failure.Code}); it is tried again at {Human.Time(failure.Until, context.Time)}.");
    }

    public static void WriteJson(Utf8JsonWriter writer, IReadOnlyList<SpokeRecord> spokes, DateTimeOffset now)
    {
        writer.WriteStartArray();
        foreach (var spoke in spokes)
        {
            writer.WriteStartObject();
            writer.WriteString("account", spoke.Key.Account);
            writer.WriteString("region", spoke.Key.Region);
            StatusJson.Write(writer, "heard_at", HeardAt(spoke));
            StatusJson.Write(writer, "catalogue_at", spoke.CatalogueAt);
            StatusJson.Write(writer, "listed_at", spoke.ListedAt);
            writer.WriteNumber("subnets", spoke.Subnets.Count);
            if (spoke.Governor.PerSecond is { } rate)
                writer.WriteNumber("launches_per_second", rate);
            else
                writer.WriteNull("launches_per_second");
            writer.WriteStartArray("capacity_failures");
            foreach (var failure in Failures(spoke, now))
            {
                writer.WriteStartObject();
                writer.WriteString("instance_type", failure.InstanceType);
                writer.WriteString("zone", failure.Zone);
                writer.WriteBoolean("spot", failure.Spot);
                writer.WriteString("code", failure.Code);
                StatusJson.Write(writer, "until", failure.Until);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>When a spoke was heard of last, by whatever it said (UTC); null: never.</summary>
    internal static DateTimeOffset? HeardAt(SpokeRecord spoke) => new[] { spoke.CheckAnsweredAt, spoke.CatalogueAt, spoke.ListedAt }.Max();

    private static List<CapacityFailure> Failures(SpokeRecord spoke, DateTimeOffset now) => [.. spoke.Failures.Where(failure => failure.Until > now)];

    private static string Age(DateTimeOffset? at, DateTimeOffset now) => at is { } time ? Human.Ago(time, now) : "never";
}

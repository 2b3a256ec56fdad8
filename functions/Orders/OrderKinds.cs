using System.Globalization;
using System.Text.Json;
using Muster.Aws.Contracts;
using Muster.Fleet;

namespace Muster.Functions.Orders;

/// <summary>The orders that functions give.</summary>
internal static class OrderKinds
{
    /// <summary>Instances in one order to act.</summary>
    private const int MostInstances = 100;

    /// <summary>Launch a fleet.</summary>
    public static void Launch(this Outbox outbox, SentFleet order, DateTimeOffset notAfter) => outbox.Add(PlatformEvents.Launch, order.Spoke, json =>
    {
        json.WriteString("run", order.Run.Value);
        json.WriteString("fleet", order.Fleet);
        json.WriteString("notAfter", Time(notAfter));
        json.WritePropertyName("request");
        json.WriteRawValue(order.Request.Span);
    });

    /// <summary>List instances.</summary>
    public static void List(this Outbox outbox, SpokeKey spoke, string listing) =>
        outbox.Add(PlatformEvents.List, spoke, json => json.WriteString("listing", listing));

    /// <summary>Terminate instances.</summary>
    public static void Terminate(this Outbox outbox, SpokeKey spoke, IReadOnlyList<string> instances, string why)
    {
        foreach (var some in instances.Chunk(MostInstances))
        {
            outbox.Add(PlatformEvents.Act, spoke, json =>
            {
                json.WriteString("act", PlatformActs.Terminate);
                json.WriteStartArray("instances");
                foreach (var instance in some)
                    json.WriteStringValue(instance);
                json.WriteEndArray();
                json.WriteString("why", why);
            });
        }
    }

    /// <summary>Say that you are there.</summary>
    public static void Check(this Outbox outbox, SpokeKey spoke, string check, DateTimeOffset now) => outbox.Add(PlatformEvents.Check, spoke, json =>
    {
        json.WriteString("check", check);
        json.WriteString("sentAt", Time(now));
    });

    /// <summary>A time as state machines compare it: in UTC, to the second, rounded down.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

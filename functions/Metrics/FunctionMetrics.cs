using Muster.Functions.Logs;

namespace Muster.Functions.Metrics;

/// <summary>
/// Metrics in lines of the log, which CloudWatch takes out of it (embedded metric format): no call, no right, no wait. Their names are
/// <see cref="Muster.Aws.Contracts.PlatformMetrics"/>. Source of the format: Amazon CloudWatch user guide, "Embedded metric format specification", 2026-11.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="time">The clocks.</param>
/// <param name="deployment">The deployment, the metrics' first dimension.</param>
internal sealed class FunctionMetrics(FunctionLog log, TimeProvider time, string deployment)
{
    /// <summary>Tells a metric of the whole deployment.</summary>
    public void Add(string name, double value, MetricUnit unit = MetricUnit.Count) => Add(name, value, unit, null);

    /// <summary>Tells a metric of a spoke, and of the whole deployment with it.</summary>
    public void Add(string name, double value, Fleet.SpokeKey spoke, MetricUnit unit = MetricUnit.Count) => Add(name, value, unit, spoke);

    private void Add(string name, double value, MetricUnit unit, Fleet.SpokeKey? spoke) => log.Line(json =>
    {
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", time.GetUtcNow().ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", Muster.Aws.Contracts.PlatformMetrics.Namespace);
        json.WriteStartArray("Dimensions");
        WriteDimensions(["Deployment"]);
        if (spoke is not null)
            WriteDimensions(["Deployment", "Account", "Region"]);
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        json.WriteStartObject();
        json.WriteString("Name", name);
        json.WriteString("Unit", unit.ToString());
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("Deployment", deployment);
        if (spoke is { } key)
        {
            json.WriteString("Account", key.Account);
            json.WriteString("Region", key.Region);
        }

        json.WriteNumber(name, value);

        void WriteDimensions(string[] names)
        {
            json.WriteStartArray();
            foreach (var dimension in names)
                json.WriteStringValue(dimension);
            json.WriteEndArray();
        }
    });
}

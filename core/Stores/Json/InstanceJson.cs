using System.Text.Json;
using Muster.Fleet;

namespace Muster.Stores;

internal static class InstanceJson
{
    public static void Write(Utf8JsonWriter json, InstanceRecord instance)
    {
        json.WriteStartObject();
        json.Text("id", instance.Id);
        json.Number("version", instance.Version);
        json.WriteStartObject("spoke");
        json.Text("account", instance.Spoke.Account);
        json.Text("region", instance.Spoke.Region);
        json.WriteEndObject();
        json.Name("state", instance.State);
        json.Text("run", instance.Run?.Value);
        json.Text("token", instance.Token);
        json.Text("instance_type", instance.InstanceType);
        json.Text("zone", instance.Zone);
        json.Flag("spot", instance.Spot);
        json.Time("heard_at", instance.HeardAt);
        json.WriteEndObject();
    }

    public static InstanceRecord Read(JsonElement json) => new()
    {
        Id = json.Text("id"),
        Version = json.Long("version"),
        Spoke = json.Member("spoke") is var spoke ? new(spoke.Text("account"), spoke.Text("region")) : default,
        State = (InstanceState)json.Name("state", typeof(InstanceState)),
        Run = json.TextOrNull("run") is { } run ? new(run) : null,
        Token = json.TextOrNull("token"),
        InstanceType = json.TextOrNull("instance_type"),
        Zone = json.TextOrNull("zone"),
        Spot = json.FlagOrNull("spot"),
        HeardAt = json.Time("heard_at"),
    };
}

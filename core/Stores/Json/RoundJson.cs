using System.Text.Json;
using Muster.Chunks;
using Muster.Placement;
using Muster.Runs;

namespace Muster.Stores;

internal static class RoundJson
{
    public static void Write(Utf8JsonWriter json, RoundPlan round)
    {
        json.WriteStartObject();
        json.Number("number", round.Number);
        json.List("pools", round.Pools, WritePool);
        json.WriteEndObject();
    }

    public static RoundPlan Read(JsonElement json) => new(json.Int("number"), json.List("pools", ReadPool));

    public static void WriteProgress(Utf8JsonWriter json, RoundProgress progress)
    {
        json.WriteStartObject();
        json.List("counted_chunks", progress.CountedChunks, (writer, set) => writer.WriteStringValue(set.ToString()));
        json.Counts("counts", progress.Counts);
        json.WriteEndObject();
    }

    public static RoundProgress ReadProgress(JsonElement json) => new(json.List("counted_chunks", JsonMembers.Indexes), json.Counts("counts"));

    private static void WritePool(Utf8JsonWriter json, PoolPlan pool)
    {
        json.WriteStartObject();
        json.Number("number", pool.Number);
        json.Text("points", pool.Points.ToString());
        json.Number("stride", pool.Stride);
        json.Object("placement", pool.Placement, WritePlacement);
        json.WriteEndObject();
    }

    private static PoolPlan ReadPool(JsonElement json) => new()
    {
        Number = json.Int("number"),
        Points = JsonMembers.Indexes(json.Member("points")),
        Stride = json.Int("stride"),
        Placement = ReadPlacement(json.Member("placement")),
    };

    private static void WritePlacement(Utf8JsonWriter json, PlacementSpec placement)
    {
        json.WriteStartObject();
        json.Text("instance_type", placement.InstanceType);
        json.Text("region", placement.Region);
        json.Text("availability_zone", placement.AvailabilityZone);
        json.Text("ami", placement.Ami);
        json.Text("key_pair", placement.KeyPair);
        json.Text("iam_role", placement.IamRole);
        json.Flag("spot", placement.Spot);
        json.Money("spot_max_price", placement.SpotMaxPrice);
        json.Text("accelerators", placement.Accelerators);
        json.WriteEndObject();
    }

    private static PlacementSpec ReadPlacement(JsonElement json) => new()
    {
        InstanceType = json.TextOrNull("instance_type"),
        Region = json.TextOrNull("region"),
        AvailabilityZone = json.TextOrNull("availability_zone"),
        Ami = json.TextOrNull("ami"),
        KeyPair = json.TextOrNull("key_pair"),
        IamRole = json.TextOrNull("iam_role"),
        Spot = json.FlagOrNull("spot"),
        SpotMaxPrice = json.MoneyOrNull("spot_max_price"),
        Accelerators = json.TextOrNull("accelerators"),
    };
}

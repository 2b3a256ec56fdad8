using System.Text.Json.Serialization;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Stores;

/// <summary>How records are written as JSON, by every store alike. Chunks have a tighter form: <see cref="Chunks.ChunkCodec"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(WorkerRecord))]
[JsonSerializable(typeof(GrantBook))]
[JsonSerializable(typeof(LaunchIntent))]
public sealed partial class RecordJson : JsonSerializerContext;

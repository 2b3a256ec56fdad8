using System.Text.Json;
using Muster.Coordination;

namespace Muster.Stores;

internal static class ReasonJson
{
    public static void Write(Utf8JsonWriter json, WaitReason reason)
    {
        json.WriteStartObject();
        json.Name("cause", reason.Cause);
        json.Text("text", reason.Text);
        json.Time("next_try", reason.NextTry);
        json.WriteEndObject();
    }

    public static WaitReason Read(JsonElement json) =>
        new((WaitCause)json.Name("cause", typeof(WaitCause)), json.Text("text"), json.TimeOrNull("next_try"));
}

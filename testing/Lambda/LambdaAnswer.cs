using System.Text;
using System.Text.Json;

namespace Muster.Testing.Lambda;

/// <summary>What a function answered.</summary>
/// <param name="RequestId">To which invocation.</param>
/// <param name="Body">The answer; empty with an error.</param>
/// <param name="Error">The error; null: none.</param>
public sealed record LambdaAnswer(string RequestId, byte[] Body, LambdaError? Error)
{
    /// <summary>The answer as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>An error as a function told it.</summary>
/// <param name="Type">Its type, as the header names it.</param>
/// <param name="Message">Its message.</param>
public sealed record LambdaError(string Type, string Message)
{
    internal static LambdaError Read(string? header, byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var type = json.RootElement.GetProperty("errorType").GetString()!;
        return new(header == type ? type : $"{type}, but the header says {header ?? "nothing"}", json.RootElement.GetProperty("errorMessage").GetString()!);
    }
}

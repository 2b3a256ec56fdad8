using System.Text;
using Muster.Aws.Contracts;
using Muster.Testing.Lambda;

namespace Muster.Bench.Cloud;

/// <summary>The binary of the functions as Lambda starts it, against servers on loopback.</summary>
internal static class FunctionEnvironment
{
    /// <summary>How long an event may take, as deployed.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Starts it as a handler.</summary>
    /// <param name="binary">The binary.</param>
    /// <param name="handler">One of <see cref="PlatformHandlers.All"/>.</param>
    /// <param name="dynamo">Where DynamoDB is.</param>
    /// <param name="deployment">The deployment.</param>
    public static FunctionProcess Start(string binary, string handler, Uri dynamo, string deployment) => FunctionProcess.Start([binary], new Dictionary<string, string>
    {
        [PlatformHandlers.Variable] = handler, ["MUSTER_STORE"] = $"aws://us-east-1/{deployment}", ["MUSTER_ACCOUNT"] = "111122223333", ["AWS_REGION"] = "us-east-1",
        ["AWS_ENDPOINT_URL"] = dynamo.ToString(), ["AWS_ACCESS_KEY_ID"] = "dummy", ["AWS_SECRET_ACCESS_KEY"] = "dummy", ["AWS_EC2_METADATA_DISABLED"] = "true",
    });

    /// <summary>Hands an event to it.</summary>
    /// <returns>The answer's text.</returns>
    /// <exception cref="BenchException">It answered with an error.</exception>
    public static string Call(this FunctionProcess function, string input)
    {
        var answer = function.InvokeAsync(Encoding.UTF8.GetBytes(input), Timeout).GetAwaiter().GetResult();
        return answer.Error is null ? answer.Text : throw BenchException.Of($"The function answered {input} with {answer.Error}:\n{string.Join('\n', function.Lines)}");
    }

    /// <summary>Ends it.</summary>
    public static void End(this FunctionProcess function) => function.DisposeAsync().AsTask().GetAwaiter().GetResult();
}

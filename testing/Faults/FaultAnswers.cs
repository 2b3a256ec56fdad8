using System.Globalization;
using System.Text;

namespace Muster.Testing.Faults;

/// <summary>How a service says that it is too busy, or failed.</summary>
/// <param name="Throttles">Answers of which one is given to a throttled request; at least one.</param>
/// <param name="ServerErrors">Answers of which one is given when the server fails; at least one.</param>
public sealed record FaultAnswers(IReadOnlyList<FaultAnswer> Throttles, IReadOnlyList<FaultAnswer> ServerErrors)
{
    /// <summary>As DynamoDB says it (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html).</summary>
    public static FaultAnswers Dynamo { get; } = new(
        [
            OfDynamo(400, "dynamodb.v20120810#ProvisionedThroughputExceededException", "The level of configured provisioned throughput for the table was exceeded."),
            OfDynamo(400, "dynamodb.v20120810#RequestLimitExceeded", "Throughput exceeds the current throughput limit for your account."),
            OfDynamo(400, "coral.availability#ThrottlingException", "Rate of requests exceeds the allowed throughput."),
        ],
        [
            OfDynamo(500, "dynamodb.v20120810#InternalServerError", "The request processing has failed because of an unknown error, exception or failure."),
            OfDynamo(503, "coral.availability#ServiceUnavailableException", "The service is unavailable."),
            new(502, "text/html", "<html>Bad gateway</html>", []),
        ]);

    private static FaultAnswer OfDynamo(int status, string type, string message)
    {
        var body = $$"""{"__type":"com.amazonaws.{{type}}","message":"{{message}}"}""";
        return new(status, "application/x-amz-json-1.0", body, [("x-amz-crc32", Crc32(Encoding.UTF8.GetBytes(body)).ToString(CultureInfo.InvariantCulture))]);
    }

    /// <summary>The checksum that DynamoDB sends of each body: CRC-32 of ISO 3309.</summary>
    internal static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
        {
            crc ^= next;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xEDB88320);
        }

        return ~crc;
    }
}

/// <summary>An answer that a server might give.</summary>
/// <param name="Status">Its status.</param>
/// <param name="ContentType">The type of its body.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">Further headers.</param>
public sealed record FaultAnswer(int Status, string ContentType, string Body, IReadOnlyList<(string Name, string Value)> Headers);

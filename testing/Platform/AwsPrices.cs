namespace Muster.Testing.Platform;

/// <summary>
/// List prices of us-east-1 (N. Virginia) in USD, without free tiers and discounts, as of 2026-11-30. Each is from the service's published price list:
/// <list type="bullet">
/// <item>DynamoDB on demand, standard tables, since the price cut of 2024-11-01: https://aws.amazon.com/dynamodb/pricing/on-demand/, as https://airbyte.com/data-engineering-resources/dynamodb-pricing quotes it (2025-07-21).</item>
/// <item>Step Functions, standard workflows: https://aws.amazon.com/step-functions/pricing/.</item>
/// <item>Lambda, x86-64, first tier: https://aws.amazon.com/lambda/pricing/.</item>
/// <item>EventBridge, custom events, and events that are passed to another bus: https://aws.amazon.com/eventbridge/pricing/.</item>
/// <item>S3 Standard, requests: https://aws.amazon.com/s3/pricing/.</item>
/// </list>
/// The pages show prices only to scripts, so these were written down from secondary quotations of them and not read by a program: check them before you rely on a cent.
/// </summary>
internal static class AwsPrices
{
    private const double Million = 1e6;

    /// <summary>A read request unit.</summary>
    public const double ReadUnit = 0.125 / Million;

    /// <summary>A write request unit.</summary>
    public const double WriteUnit = 0.625 / Million;

    /// <summary>A state transition.</summary>
    public const double Transition = 25 / Million;

    /// <summary>A call of a function.</summary>
    public const double FunctionCall = 0.20 / Million;

    /// <summary>A GB of a function's memory for a second.</summary>
    public const double FunctionGbSecond = 0.0000166667;

    /// <summary>An event of at most 64 KB.</summary>
    public const double Event = 1.00 / Million;

    /// <summary>A PUT, COPY, POST or LIST.</summary>
    public const double Put = 5.0 / Million;

    /// <summary>A GET or HEAD.</summary>
    public const double Get = 0.4 / Million;
}

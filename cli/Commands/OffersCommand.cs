using System.CommandLine;
using System.Globalization;
using Muster.Cli.Offers;
using Muster.Cli.Stores;
using Muster.Offers;
using Muster.Placement;
using Muster.Units;

namespace Muster.Cli.Commands;

/// <summary><c>muster offers</c>.</summary>
internal static class OffersCommand
{
    private const int UsualLimit = 50;

    public static Command Build(CommandContext context)
    {
        var vcpu = Words.Number("--vcpu", "At least so many vCPUs", least: 0);
        var memory = Memory();
        var gpu = Words.Number("--gpu", "At least so many GPUs", least: 0);
        var price = Price();
        var region = new Option<string?>("--region") { Description = "Only in this region", HelpName = "REGION" };
        var type = Pattern();
        var spot = new Option<bool>("--spot") { Description = "Look at spot prices; leave out what has none" };
        var sort = Words.Option<OfferOrder>("--sort", "The order (default: price)", "ORDER");
        var limit = Words.Number("--limit", $"Most offers to show (default: {UsualLimit})", most: 100_000);
        var json = CommonOptions.Json();
        var command = new ExplainedCommand("offers", "Search what machines could be had, with prices and how old they are.") { vcpu, memory, gpu, price, region, type, spot, sort, limit, json };
        command.Examples = ["muster offers --vcpu 8 --memory 32GiB", "muster offers --gpu 1 --spot --max-price 0.5 --region eu-west-1", "muster offers --type 'c5.*|m5.*' --sort vcpu --json"];
        command.SetAction(async (parsed, cancel) =>
        {
            var query = new OfferQuery
            {
                Vcpus = parsed.GetValue(vcpu) ?? 0,
                MemoryBytes = parsed.GetValue(memory),
                Gpus = parsed.GetValue(gpu) ?? 0,
                MaxUsd = parsed.GetValue(price),
                Region = parsed.GetValue(region),
                Types = parsed.GetValue(type),
                Spot = parsed.GetValue(spot),
                Order = parsed.GetValue(sort) ?? OfferOrder.Price,
            };
            var address = CommonOptions.AddressOf(parsed, context);
            using var store = context.OpenStore(address);
            if (store is null)
                MissingStore.Check(address);
            var world = await OfferWorld.ReadAsync(context, store, cancel);
            OfferView.Write(context, world, query, parsed.GetValue(limit) ?? UsualLimit, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<long?> Memory() => new("--memory")
    {
        Description = "At least so much memory, such as 16GiB",
        HelpName = "MEMORY",
        CustomParser = result =>
        {
            if (MemorySize.TryParse(result.Tokens[0].Value, out var bytes))
                return bytes;
            result.AddError($"--memory is '{result.Tokens[0].Value}'; it is {MemorySize.Allowed}.");
            return null;
        },
    };

    private static Option<decimal?> Price() => new("--max-price")
    {
        Description = "At most so dear, in USD per hour; what has no known price is left out",
        HelpName = "USD",
        CustomParser = result =>
        {
            if (decimal.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd))
                return usd;
            result.AddError($"--max-price is '{result.Tokens[0].Value}'; it is an amount in USD per hour, 0 or more, such as 0.25.");
            return null;
        },
    };

    private static Option<InstanceTypePattern?> Pattern() => new("--type")
    {
        Description = "Only types like this pattern, such as c5.*|m5.large",
        HelpName = "PATTERN",
        CustomParser = result =>
        {
            if (InstanceTypePattern.TryParse(result.Tokens[0].Value, out var pattern, out var problem))
                return pattern;
            result.AddError($"--type is '{result.Tokens[0].Value}', which is no pattern of instance types: {problem}.");
            return null;
        },
    };
}

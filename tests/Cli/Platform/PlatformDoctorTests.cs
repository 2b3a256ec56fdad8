using Muster.Cli;
using Muster.Cli.Doctor;
using Muster.Cli.Stores;
using Muster.Fleet;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Builders;
using Muster.Testing.Stores;
using Muster.Testing.Time;

namespace Muster.Tests.Cli.Platform;

/// <summary>What the doctor sees of a platform, in memory.</summary>
public sealed class PlatformDoctorTests
{
    private static readonly DateTimeOffset s_sent = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SpokeKey s_near = new("111122223333", "eu-west-1");
    private static readonly SpokeKey s_far = new("444455556666", "us-east-1");
    private static readonly StoreAddress s_address = StoreAddress.Of("aws://eu-west-1/team", name => name == "HOME" ? "/home/one" : null);
    private static readonly SpokeQuota s_quota = new("L-1216C47A", "Running On-Demand Standard instances", 640);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_spoke_is_asked_once_and_told_with_its_time()
    {
        var (time, platform) = (Time(), new AnsweringPlatform());
        platform.Answers = check =>
        {
            time.At(TimeSpan.FromSeconds(3), () => platform.Answer(s_near, check, time.GetUtcNow()));
            time.At(TimeSpan.FromSeconds(7), () => platform.Answer(s_far, check, time.GetUtcNow()));
        };
        await platform.AddAsync(s_near, s_far);

        var finding = await LookAsync(time, platform);

        Assert.Equal(
            Finding.Ok("All 2 spokes answered, there and back: 111122223333/eu-west-1 in 4s, 444455556666/us-east-1 in 8s; this machine's clock agrees with the hub's"),
            finding);
        Assert.Equal("doctor-1772366400000-500000", Assert.IsType<PlatformWish.Check>(Assert.Single(platform.Records.Wishes)).Id);
    }

    [Fact]
    public async Task A_spoke_that_does_not_answer_is_waited_for_for_a_minute()
    {
        var (time, platform) = (Time(), new AnsweringPlatform());
        platform.Answers = check => platform.Answer(s_near, check, time.GetUtcNow());
        await platform.AddAsync(s_near, s_far);

        var finding = await LookAsync(time, platform);

        Assert.Equal((CheckStatus.Fail, "A spoke of 2 did not answer within 1m: 444455556666/us-east-1"), (finding.Status, finding.Message));
        Assert.Equal(s_sent.AddMinutes(1), time.GetUtcNow());
    }

    [Fact]
    public async Task An_answer_to_another_check_is_none()
    {
        var (time, platform) = (Time(), new AnsweringPlatform());
        platform.Answers = _ => platform.Answer(s_near, "doctor-of-somebody-else", time.GetUtcNow());
        await platform.AddAsync(s_near);

        Assert.Equal("A spoke of 1 did not answer within 1m: 111122223333/eu-west-1", (await LookAsync(time, platform)).Message);
    }

    [Fact]
    public async Task A_store_without_spokes_has_no_platform_and_is_asked_nothing()
    {
        var platform = new AnsweringPlatform();

        Assert.Equal(Finding.Skip("No platform is deployed for aws://eu-west-1/team."), await LookAsync(Time(), platform));
        Assert.Empty(platform.Records.Wishes);
    }

    [Theory]
    [InlineData(-31, true, "at least 31s ahead of")]
    [InlineData(-29, false, "agrees with")]
    [InlineData(3, false, "agrees with")]
    [InlineData(33, false, "agrees with")]
    [InlineData(36, true, "at least 32s behind")]
    public void A_clock_differs_by_as_much_as_the_hubs_time_lies_outside_of_the_wait(int takenAfter, bool isWarning, string said)
    {
        var finding = SpokesCheck.Judge([new(s_near, TimeSpan.FromSeconds(4), s_sent.AddSeconds(takenAfter))], s_sent);

        Assert.Equal(isWarning ? CheckStatus.Warn : CheckStatus.Ok, finding.Status);
        Assert.Contains(said, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quotas_are_told_by_spoke() => Assert.Equal(
        Finding.Ok("111122223333/eu-west-1: 640 vCPUs of Running On-Demand Standard instances, 0 vCPUs of Running On-Demand P instances; 444455556666/us-east-1: 640 vCPUs of Running On-Demand Standard instances"),
        QuotasCheck.Judge([Spoke(s_near, s_quota, new("L-417A185B", "Running On-Demand P instances", 0)), Spoke(s_far, s_quota)]));

    [Fact]
    public void Quotas_that_were_not_read_or_are_all_zero_are_a_warning()
    {
        Assert.Equal((CheckStatus.Warn, "No quotas were told by 444455556666/us-east-1"), Of(QuotasCheck.Judge([Spoke(s_near, s_quota), Spoke(s_far)])));
        Assert.Equal(
            (CheckStatus.Warn, "Nothing may be launched in 444455556666/us-east-1: all of its quotas of virtual CPUs are 0"),
            Of(QuotasCheck.Judge([Spoke(s_near, s_quota), Spoke(s_far, s_quota with { Value = 0 })])));
    }

    [Fact]
    public void What_was_not_done_lately_is_a_warning()
    {
        Assert.Equal(
            (CheckStatus.Warn, "The last complete listing is older than 30m: 111122223333/eu-west-1 (never)"),
            Of(SpokeAgeCheck.Judge(SpokeAgeCheck.Reaper, [Spoke(s_near), Spoke(s_far) with { ListedAt = s_sent.AddMinutes(-5) }], s_sent)));
        Assert.Equal(
            Finding.Ok("The last catalogue: 111122223333/eu-west-1 3h ago, 444455556666/us-east-1 5m ago"),
            SpokeAgeCheck.Judge(SpokeAgeCheck.Catalogue, [Spoke(s_near) with { CatalogueAt = s_sent.AddHours(-3) }, Spoke(s_far) with { CatalogueAt = s_sent.AddMinutes(-5) }], s_sent));
    }

    private static ManualTime Time() => new(s_sent) { GoesOn = true };

    private static SpokeRecord Spoke(SpokeKey key, params SpokeQuota[] quotas) => new() { Key = key, Version = 1, Quotas = quotas };

    private static (CheckStatus Status, string Message) Of(Finding finding) => (finding.Status, finding.Message);

    private static async Task<Finding> LookAsync(ManualTime time, AnsweringPlatform platform)
    {
        using var context = new CommandContext
        {
            OutBytes = Stream.Null,
            Error = TextWriter.Null,
            Screen = Screen.None,
            Environment = _ => null,
            Time = time,
            OpenStore = at => new(at, new RunWorld { Time = time }.Ports) { Platform = new(platform, time) },
        };
        return await new SpokesCheck(s_address, context, () => 0.5).LookAsync(Cancel);
    }

    /// <summary>A platform in memory whose spokes answer as a test says.</summary>
    private sealed class AnsweringPlatform : IFleetStore
    {
        public InMemoryFleetStore Records { get; } = new();

        public Action<string> Answers { get; set; } = _ => { };

        public async Task AddAsync(params SpokeKey[] spokes)
        {
            foreach (var spoke in spokes)
                await Records.WriteAsync(Spoke(spoke), Cancel);
        }

        public void Answer(SpokeKey key, string check, DateTimeOffset now)
        {
            var spoke = Records.GetSpokeAsync(key, Cancel).Result!;
            Assert.True(Records.WriteAsync(spoke with { Version = spoke.Version + 1, CheckAnswered = check, CheckAnsweredAt = now }, Cancel).IsCompletedSuccessfully);
        }

        public async Task WishAsync(PlatformWish wish, CancellationToken cancel = default)
        {
            await Records.WishAsync(wish, cancel);
            Answers(Assert.IsType<PlatformWish.Check>(wish).Id);
        }

        public Task<SpokeRecord?> GetSpokeAsync(SpokeKey key, CancellationToken cancel = default) => Records.GetSpokeAsync(key, cancel);

        public Task<IReadOnlyList<SpokeRecord>> ListSpokesAsync(CancellationToken cancel = default) => Records.ListSpokesAsync(cancel);

        public Task<WriteAnswer> WriteAsync(SpokeRecord next, CancellationToken cancel = default) => throw new NotSupportedException();

        public Task<WriteAnswer> RemoveAsync(SpokeRecord spoke, CancellationToken cancel = default) => throw new NotSupportedException();

        public Task<InstanceRecord?> GetInstanceAsync(string id, CancellationToken cancel = default) => throw new NotSupportedException();

        public Task<WriteAnswer> WriteAsync(InstanceRecord next, CancellationToken cancel = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<InstanceRecord>> ListTroubledAsync(RunId run, DateTimeOffset since, CancellationToken cancel = default) => throw new NotSupportedException();
    }
}

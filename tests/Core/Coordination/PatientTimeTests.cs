using Muster.Coordination;
using Muster.Testing.Time;
using Muster.Workers;

namespace Muster.Tests.Core.Coordination;

public class PatientTimeTests
{
    [Fact]
    public void A_patient_clock_goes_on_from_where_the_last_tick_left_it()
    {
        var real = new ManualTime();
        var time = new PatientTime(real, TimeSpan.FromMinutes(7));
        Assert.Equal(TimeSpan.FromMinutes(7), Moment.Of(time).Monotonic);

        real.Move(TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromMinutes(7) + TimeSpan.FromSeconds(3), Moment.Of(time).Monotonic);
        Assert.Equal(real.GetUtcNow(), Moment.Of(time).Utc);
    }

    [Fact]
    public void A_patient_clock_knows_nothing_of_the_time_between_ticks()
    {
        var real = new ManualTime();
        var first = new PatientTime(real, TimeSpan.Zero);
        real.Move(TimeSpan.FromSeconds(2));
        var left = first.Now;
        real.Move(TimeSpan.FromHours(5));

        Assert.Equal(TimeSpan.FromSeconds(2), new PatientTime(real, left).Now);
    }

    [Fact]
    public void A_patient_clock_never_stands_before_its_beginning() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PatientTime(new ManualTime(), TimeSpan.FromTicks(-1)));
}

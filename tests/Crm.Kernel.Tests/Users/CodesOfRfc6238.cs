using System.Text;
using Crm.Kernel.Users;

namespace Crm.Kernel.Tests.Users;

public sealed class CodesOfRfc6238
{
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"; // "12345678901234567890"

    [Theory] // RFC 6238, appendix B, SHA-1
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void The_codes_of_the_standard_come_out(long seconds, string code)
        => Assert.Equal(code, Totp.Code(Totp.FromBase32(Key), Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), digits: 8));

    [Fact]
    public void Base32_reads_as_in_RFC_4648() => Assert.Equal("12345678901234567890", Encoding.ASCII.GetString(Totp.FromBase32(Key)));

    [Fact]
    public void One_step_early_or_late_is_let_pass_two_are_not_and_none_counts_twice()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var step = Totp.StepAt(now);
        var code = Totp.Code(Totp.FromBase32(Key), step);
        Assert.Equal(step, Totp.Match(Key, code, now.AddSeconds(30), after: 0));
        Assert.Equal(step, Totp.Match(Key, code, now.AddSeconds(-30), after: 0));
        Assert.Null(Totp.Match(Key, code, now.AddSeconds(60), after: 0));
        Assert.Null(Totp.Match(Key, code, now, after: step));
    }
}

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Crm.Webhooks.Register;
using Crm.Webhooks.Send;

namespace Crm.Webhooks.Tests.Send;

/// <summary>Requests are signed as the Standard Webhooks specification says.</summary>
public sealed class SignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Body = """{"test": 2432232314}""";
    private const long Timestamp = 1614265330;

    /// <summary>
    /// The vector of the specification's own libraries, and by openssl:
    /// <c>printf '%s' "$id.$timestamp.$body" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf '%s' MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | base64 -d | xxd -p -c 64) -binary | base64</c>.
    /// </summary>
    [Fact]
    public void The_vector_of_the_specification_is_met()
        => Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", Signature.Of([SecretBox.KeyOf(Secret)], Id, Timestamp, Body));

    [Fact]
    public void A_signature_computed_by_hand_is_the_same_and_two_keys_sign_side_by_side()
    {
        var (one, other) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));

        Assert.Equal($"v1,{ByHand(one)} v1,{ByHand(other)}", Signature.Of([one, other], "msg_1", 1700000000, "é"));

        // HMAC of RFC 2104, written out.
        static string ByHand(byte[] key)
        {
            var padded = key.Concat(new byte[64 - key.Length]).ToArray();
            var inner = SHA256.HashData([.. padded.Select(one => (byte)(one ^ 0x36)), .. Encoding.UTF8.GetBytes("msg_1.1700000000.é")]);
            return Convert.ToBase64String(SHA256.HashData([.. padded.Select(one => (byte)(one ^ 0x5c)), .. inner]));
        }
    }

    [Fact]
    public async Task The_script_of_the_guide_takes_a_good_request_and_refuses_another()
    {
        var signature = Signature.Of([RandomNumberGenerator.GetBytes(32), SecretBox.KeyOf(Secret)], Id, Timestamp, Body);

        Assert.Equal(0, await VerifyAsync(signature, Body));
        Assert.Equal(1, await VerifyAsync(signature, Body + " "));
        Assert.Equal(1, await VerifyAsync("v1,", Body));
    }

    [Fact]
    public void The_code_of_the_guide_takes_a_good_request_and_refuses_another()
    {
        var signature = Signature.Of([RandomNumberGenerator.GetBytes(32), SecretBox.KeyOf(Secret)], Id, Timestamp, Body);
        var now = DateTimeOffset.FromUnixTimeSeconds(Timestamp);

        Assert.True(Receiving.IsSigned(Secret, Id, "1614265330", signature, Body, now));
        Assert.False(Receiving.IsSigned(Secret, Id, "1614265330", signature, Body + " ", now));
        Assert.False(Receiving.IsSigned(Secret, Id, "1614265330", signature, Body, now.AddMinutes(6)));
        Assert.False(Receiving.IsSigned(Secret, Id, "soon", signature, Body, now));
    }

    private static async Task<int> VerifyAsync(string signature, string body)
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(Crm.Testing.TestHost.Repository, "tests", "Crm.Webhooks.Tests", "Send", "verify.sh")]);
        (start.Environment["SECRET"], start.Environment["ID"], start.Environment["TIMESTAMP"], start.Environment["SIGNATURE"], start.Environment["BODY"]) = (Secret, Id, "1614265330", signature, body);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}

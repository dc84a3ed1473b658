using System.Security.Cryptography;
using System.Text;

namespace Crm.Email.Intake;

/// <summary>What makes a mail the same one by whatever way it comes: its Message-ID, sender and date, and its body to the byte. Servers on its way add fields above them.</summary>
internal static class MailKey
{
    public static string Of(ReadOnlySpan<byte> mail, string messageId, string from, string date)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{messageId}\n{from}\n{date}\n"));
        hash.AppendData(BodyOf(mail));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // What has no header is the same by all its bytes.
    private static ReadOnlySpan<byte> BodyOf(ReadOnlySpan<byte> mail)
    {
        var (lf, crlf) = (mail.IndexOf("\n\n"u8), mail.IndexOf("\n\r\n"u8));
        return crlf >= 0 && (lf < 0 || crlf < lf) ? mail[(crlf + 3)..] : lf >= 0 ? mail[(lf + 2)..] : mail;
    }
}

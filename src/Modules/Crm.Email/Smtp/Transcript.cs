using System.Text;
using MailKit;

namespace Crm.Email.Smtp;

/// <summary>
/// What the server says while one mail is handed over. MailKit cleans up after a refusal (RSET), and when that fails the refusal is lost in the second fault: so it is read here.
/// </summary>
internal sealed class Transcript : IProtocolLogger
{
    private const int Longest = 64 * 1024;
    private static readonly byte[] s_reset = "RSET"u8.ToArray();

    private readonly StringBuilder _said = new();
    private bool _isOn;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>Begins with a new mail.</summary>
    public void Begin()
    {
        _said.Clear();
        _isOn = true;
    }

    /// <summary>The refusal of this mail; null when there was none.</summary>
    public SmtpReply? Refusal() => SmtpReply.Read(_said.ToString()).FirstOrDefault(reply => reply.IsRefusal);

    public void LogConnect(Uri uri)
    {
    }

    public void LogClient(byte[] buffer, int offset, int count)
    {
        // What is said from here on is about the cleaning up.
        _isOn &= !buffer.AsSpan(offset, count).StartsWith(s_reset);
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (_isOn && _said.Length < Longest)
        {
            _said.Append(Encoding.Latin1.GetString(buffer, offset, count));
        }
    }

    public void Dispose()
    {
    }
}

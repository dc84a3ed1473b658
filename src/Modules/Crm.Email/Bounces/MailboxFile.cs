using System.Buffers.Text;

namespace Crm.Email.Bounces;

/// <summary>A file of one mail, or of several one after the other, each begun by a line <c>From SENDER DAY</c> (RFC 4155).</summary>
internal static class MailboxFile
{
    /// <summary>The mails of a file, in order.</summary>
    public static IReadOnlyList<IncomingMail> Read(ReadOnlyMemory<byte> file)
    {
        var mails = new List<IncomingMail>();
        while (file.Length > 0)
        {
            var end = EndOfFirst(file.Span);
            mails.Add(IncomingMail.Read(new MemoryStream(file[..end].ToArray(), false)));
            file = file[end..];
        }

        return mails;
    }

    private static int EndOfFirst(ReadOnlySpan<byte> file)
    {
        var from = 0;
        while (file.StartsWith("From "u8) && file[from..].IndexOf("\nFrom "u8) is >= 0 and var at)
        {
            from += at + 1;
            var line = file[from..];
            line = line.IndexOf((byte)'\n') is >= 0 and var end ? line[..end] : line;
            if (file[..(from - 1)].TrimEnd((byte)'\r').EndsWith("\n"u8) && BeginsMail(line.TrimEnd((byte)'\r')))
            {
                return from;
            }
        }

        return file.Length;
    }

    // The day ends in a year: prose that begins with "From" seldom does.
    private static bool BeginsMail(ReadOnlySpan<byte> line)
        => line.Length > 10 && line.Contains((byte)':') && Utf8Parser.TryParse(line[^4..], out int year, out var read) && read == 4 && year > 1980;
}

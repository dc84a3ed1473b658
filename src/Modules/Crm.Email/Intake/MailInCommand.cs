using System.Data.Common;
using Crm.Email.Bounces;
using Crm.Kernel.Commands;

namespace Crm.Email.Intake;

/// <summary><c>./crm mail-in [FILE]</c>: what a mail server's pipe calls for each mail.</summary>
internal sealed class MailInCommand(TakeMail take, MailFolder folder) : ICliCommand
{
    /// <summary>Codes of sysexits.h, by which mail servers tell what is to be tried again from what is not.</summary>
    public const int Usage = 64, NoInput = 66, TryAgain = 75;

    public string Name => "mail-in";

    public string Summary => "Take a mail that came in: bounces, complaints, answers";

    public string Help => $"""
        ./crm mail-in [FILE] [--to ADDRESS]

        Reads one mail, from FILE or from standard input, for a mail server's pipe. The same mail again
        changes nothing. --to is the address that the server delivered it to, where the mail does not say it.
        Of a mail {ReceivedMessage.MaxBytes >> 20} MiB are read; what lies beyond is left.

        Exit codes are those of sysexits.h: 0 taken, {Usage} wrong use, {NoInput} no such file,
        {TryAgain} not now, as when the database cannot be reached: the server is to try again.

        Example, in /etc/aliases:  answers: "|/srv/crm/crm mail-in --tenant Default || exit {TryAgain}"
        """;

    public async Task<int> RunAsync(CommandArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (arguments.Values.Count > 1)
        {
            await error.WriteLineAsync("Usage: ./crm mail-in [FILE] [--to ADDRESS]");
            return Usage;
        }

        try
        {
            await using var stream = arguments.Values is [var file] ? File.OpenRead(file) : Console.OpenStandardInput();
            var bytes = await MailBytes.ReadAsync(stream, cancellationToken);
            var outcome = await take.TakeAsync(bytes, arguments.Option("to"), cancellationToken);
            if (outcome == MailOutcomes.Unreadable && await folder.PathAsync() is { } path)
            {
                MailFolder.Make(path);
                await File.WriteAllBytesAsync(Path.Combine(path, "bad", $"{Guid.NewGuid():N}.eml"), bytes, cancellationToken);
            }

            await output.WriteLineAsync(outcome);
            return 0;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"crm: {missing.Message}");
            return NoInput;
        }
        catch (Exception busy) when (busy is DbException or IOException)
        {
            await error.WriteLineAsync($"crm: {busy.Message}");
            return TryAgain;
        }
    }
}

/// <summary>The bytes of a mail, as far as they are read.</summary>
internal static class MailBytes
{
    /// <summary>Reads the beginning and lets the rest pass by: a pipe that is closed on its writer looks like a failure.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[ReceivedMessage.MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (!stream.CanSeek)
        {
            await stream.CopyToAsync(Stream.Null, cancellationToken);
        }

        return bytes.AsMemory(0, length);
    }
}

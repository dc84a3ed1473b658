using System.Data.Common;
using Crm.Kernel.Hosting;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Intake;

/// <summary>
/// Takes the mails that lie in the folder. Each is put to work by a rename, taken in one transaction, and deleted after the commit: of a process that dies between, the next run takes the file
/// again, and the mail's key lets it count once.
/// </summary>
[BackgroundTask(Title = "Take incoming mail", Schedule = "* * * * *", WakesTenant = false, Description = "Reads mails that a mail server put into the folder: bounces, complaints, answers.")]
internal sealed class TakeFolder(MailFolder folder, IServiceScopeFactory scopes, ShellSettings shell, ErrorLog errors) : IBackgroundTask
{
    /// <summary>Files of one run.</summary>
    public const int Most = 500;

    private const int MostFailures = 3;

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        if (await folder.PathAsync() is not { } path || !Directory.Exists(path))
        {
            return;
        }

        // What cannot be written throws: the job shows it, and comes again.
        MailFolder.Make(path);
        var failures = 0;
        foreach (var file in MailFolder.Begun(path).Concat(Begin(path)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await TakeAsync(path, file, cancellationToken);
            }
            catch (Exception busy) when (busy is DbException or IOException && ++failures < MostFailures)
            {
                // It stays at work for the next run, and the others are taken: when the database is away, all of them fail.
                errors.Record(shell.Name, $"incoming mail {file.Name}", "system", busy);
            }
        }
    }

    private static IEnumerable<FileInfo> Begin(string path)
    {
        foreach (var file in MailFolder.Waiting(path, Most))
        {
            var begun = Path.Combine(path, "work", $"{Guid.NewGuid():N}-{file.Name}"[..Math.Min(200, 33 + file.Name.Length)]);
            try
            {
                File.Move(file.FullName, begun);
            }
            catch (FileNotFoundException)
            {
                continue; // another one took it
            }

            yield return new FileInfo(begun);
        }
    }

    private async Task TakeAsync(string path, FileInfo file, CancellationToken cancellationToken)
    {
        string outcome;
        try
        {
            ReadOnlyMemory<byte> bytes;
            await using (var stream = file.OpenRead())
            {
                bytes = await MailBytes.ReadAsync(stream, cancellationToken);
            }

            outcome = await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<TakeMail>().TakeAsync(bytes, null, cancellationToken));
        }
        catch (Exception fault) when (fault is not (DbException or IOException or OperationCanceledException))
        {
            // One that breaks the reader does not stand in the way of the others.
            errors.Record(shell.Name, $"incoming mail {file.Name}", "system", fault);
            outcome = MailOutcomes.Unreadable;
        }

        if (outcome == MailOutcomes.Unreadable)
        {
            File.Move(file.FullName, Path.Combine(path, "bad", file.Name), overwrite: true);
        }
        else
        {
            file.Delete();
        }
    }
}

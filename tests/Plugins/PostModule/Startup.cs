using Crm.Contacts.Points;
using Crm.Kernel;
using Crm.Kernel.Content;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Crm.Messaging.Channels;
using Crm.Messaging.Send;
using Microsoft.Extensions.DependencyInjection;

namespace PostModule;

/// <summary>A channel whose other side is a file, and a guard.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services.AddChannel<Post>().AddSendGuard<Gate>();
}

/// <summary>
/// Delivers into <c>post.txt</c> in the tenant's folder, a line a letter and its words in a file, which outlives the process: what the other side took. What an address begins with says how it behaves.
/// </summary>
internal sealed class Post(HostFolders folders, ShellSettings settings) : IChannel
{
    private static readonly SemaphoreSlim s_turn = new(1);

    public string Name => "post";

    public string Title => "Post";

    public string? AddressOf(ContentItem person) => person.As<ContactPointsPart>()?.Emails.FirstOrDefault()?.Address;

    /// <summary>None for example.org, where most tests live: what one turns away is not to hold the others.</summary>
    public string DomainOf(string address) => address.EndsWith("@example.org", StringComparison.Ordinal) ? "" : address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    public async Task<Handover> HandOverAsync(Letter letter, Func<CancellationToken, Task<bool>> begin, CancellationToken cancellationToken)
    {
        var way = letter.Address.Split('@', '.')[0];
        if (way == "down")
        {
            throw new IOException("Nobody is there.");
        }

        if (!await begin(cancellationToken))
        {
            return new Handover(HandoverKind.Stopped);
        }

        // What a test holds up until it has seen what it wanted to see.
        while (way == "gate" && !File.Exists(Path.Combine(folders.Site(settings), "gate-is-open")))
        {
            await Task.Delay(5, cancellationToken);
        }

        switch (way)
        {
            case "later":
                return new Handover(HandoverKind.Later, "451 4.7.1", "Come back later.");
            case "block":
                return new Handover(HandoverKind.Refused, "550 5.7.1", "We take nothing from you.");
            case "refuse":
                return new Handover(HandoverKind.Refused, "550 5.1.1", "No such user.");
            case "broken":
                throw new IOException("The line broke.");
        }

        await s_turn.WaitAsync(cancellationToken);
        try
        {
            await using var turn = await TurnAsync(cancellationToken);
            File.AppendAllText(Path.Combine(folders.Site(settings), "leave.txt"), $"{letter.MessageId} {letter.Leave?.Url} {letter.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]}\n");
            File.AppendAllText(Path.Combine(folders.Site(settings), "post.txt"), $"{letter.MessageId} {letter.Address} {letter.Subject}\n");
            File.WriteAllText(Path.Combine(folders.Site(settings), $"{letter.MessageId}.letter"), $"{letter.Subject}\0{letter.Html}\0{letter.Text}");
        }
        finally
        {
            s_turn.Release();
        }

        if (way == "lost")
        {
            throw new IOException("It was taken, and the answer was lost.");
        }

        return new Handover(HandoverKind.Accepted, "250");
    }

    // One node at a time, where there are several.
    private async Task<FileStream> TurnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folders.Site(settings), "post.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(1, cancellationToken);
            }
        }
    }
}

/// <summary>Holds what is festive for who is called Mourner, refuses it for who is called Never, and fails for who is called Spoilt.</summary>
internal sealed class Gate(TimeProvider time) : ISendGuard
{
    public Task<GuardWord?> AskAsync(GuardedMessage message, ContentItem person, CancellationToken cancellationToken) => Task.FromResult(
        message.Tone != "festive" ? null
            : person.DisplayText?.EndsWith("Mourner", StringComparison.Ordinal) == true ? new GuardWord("The family mourns.", time.GetUtcNow().UtcDateTime.AddDays(2))
            : person.DisplayText?.EndsWith("Never", StringComparison.Ordinal) == true ? new GuardWord("Never festive.", null)
            : person.DisplayText?.EndsWith("Spoilt", StringComparison.Ordinal) == true ? throw new InvalidOperationException("The guard fails.") : null);
}

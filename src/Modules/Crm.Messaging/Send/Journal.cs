using System.Threading.Channels;
using Crm.Kernel.Tenants;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Send;

/// <summary>
/// Takes what workers have to write down and commits it together: whoever comes while a commit is under way is in the next one. What a worker told before it begins the next lot is
/// committed at the latest with that; of what is begun and not told of, <see cref="HandLog"/> knows what may have left, so that a process that dies leaves no more uncertain ones than it has workers.
/// </summary>
/// <param name="failed">Told of what could not be written: the message stays in hand until its claim runs out, and the next run tells then what is known of it.</param>
internal sealed class Journal(IServiceScopeFactory scopes, Action<Message, Exception> failed) : IAsyncDisposable
{
    private const int MostAtOnce = 4 * Hand.MostLot * Sender.Workers;

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private Task? _writing;

    /// <summary>Notes durably that a message may leave from now on.</summary>
    /// <returns>False when it may not after all, which is noted then; and the brakes' stamp by which it was asked: once it is another one, somebody pulled or released one since.</returns>
    public async Task<(bool MayGo, long Brakes)> BeginAsync(Message message, Receiver receiver)
    {
        var entry = new JournalEntry(message, receiver);
        return (await Add(entry).Done.Task, entry.Brakes);
    }

    /// <summary>Puts a message that does not go now where it stands from now on.</summary>
    public void Decide(Message message, Decision decision) => Add(new JournalEntry(message, null, decision));

    /// <summary>Writes down what became of it.</summary>
    /// <param name="isTried">Whether its channel began to hand it over.</param>
    public void Note(Message message, Receiver receiver, Handover handover, bool isTried) => Add(new JournalEntry(message, receiver, Handover: handover, IsTried: isTried));

    /// <summary>Starts to write.</summary>
    public Journal Start()
    {
        _writing = Task.Run(WriteAllAsync);
        return this;
    }

    /// <summary>Ends when all is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await (_writing ?? Task.CompletedTask);
    }

    private Waiting Add(JournalEntry entry)
    {
        var waiting = new Waiting(entry, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting.Writer.TryWrite(waiting);
        return waiting;
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<Waiting>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            await WriteAsync(batch);
            batch.Clear();
        }
    }

    private async Task WriteAsync(IReadOnlyList<Waiting> batch)
    {
        try
        {
            await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<WriteJournal>().WriteAsync([.. batch.Select(one => one.Entry)], CancellationToken.None));
            foreach (var one in batch)
            {
                one.Done.SetResult(one.Entry.MayGo);
            }
        }
        catch (Exception fault) when (batch.Count == 1)
        {
            failed(batch[0].Entry.Message, fault);
            batch[0].Done.SetResult(false);
        }
        catch (Exception)
        {
            // One of them spoils it for all: each alone.
            foreach (var one in batch)
            {
                one.Entry.MayGo = false;
                await WriteAsync([one]);
            }
        }
    }

    private sealed record Waiting(JournalEntry Entry, TaskCompletionSource<bool> Done);
}

using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Ledger;

/// <summary>What a person decides about a message. Each says whether the message still stood as it was seen; scoped.</summary>
internal sealed class SettleMessage(ISession session, JobAlarm<SendMessages> soon, AfterCommit after, ChangeContext change, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>An uncertain one arrived.</summary>
    public Task<bool> ArrivedAsync(Message message, CancellationToken cancellationToken)
        => PutAsync(message, [MessageState.Uncertain], new Decision(MessageState.Sent, Reasons.Settled, change.ActorName), isUnsent: false, cancellationToken);

    /// <summary>An uncertain or failed one is sent again, one that a person decides about goes on: everything is asked anew.</summary>
    public async Task<bool> SendAsync(Message message, CancellationToken cancellationToken)
    {
        if (message.ExpiresUtc <= Now)
        {
            return false;
        }

        after.Add(soon.Now);
        return await PutAsync(message, [MessageState.Uncertain, MessageState.Failed, MessageState.Held, MessageState.Dropped], new Decision(MessageState.Waiting, "", "", Now), isUnsent: true, cancellationToken);
    }

    /// <summary>It does not leave.</summary>
    public Task<bool> DropAsync(Message message, CancellationToken cancellationToken)
        => PutAsync(message, [MessageState.Waiting, MessageState.Held, MessageState.Uncertain], new Decision(MessageState.Dropped, Reasons.Decided, change.ActorName), isUnsent: message.State != (int)MessageState.Uncertain, cancellationToken);

    /// <summary>Whether it may be sent from where it stands: what was sent or excluded may not, nor what is in hand or too late; what is old is approved first.</summary>
    public bool MaySend(Message message) => message.ClaimedBy is null && message.ExpiresUtc > Now && message.Reason != Reasons.Old
        && ((MessageState)message.State is MessageState.Uncertain or MessageState.Failed || (message.State == (int)MessageState.Held && message.NextUtc is null) || message is { State: (int)MessageState.Dropped, Reason: Reasons.Decided });

    /// <summary>Whether it may be dropped from where it stands.</summary>
    public static bool MayDrop(Message message) => message.ClaimedBy is null && (MessageState)message.State is MessageState.Waiting or MessageState.Held or MessageState.Uncertain;

    private async Task<bool> PutAsync(Message message, MessageState[] from, Decision decision, bool isUnsent, CancellationToken cancellationToken)
    {
        if (!from.Contains((MessageState)message.State))
        {
            return false;
        }

        var (state, begun) = (message.State, isUnsent ? null : message.BegunUtc);
        session.RecordChange(nameof(Message), decision.State.ToString());
        return await (await session.GetConnectionAsync(write: true)).GetTable<Message>().Where(row => row.Id == message.Id && row.State == state && row.ClaimedBy == null)
            .Set(row => row.State, (int)decision.State).Set(row => row.Reason, decision.Reason).Set(row => row.Detail, decision.Detail).Set(row => row.NextUtc, decision.NextUtc)
            .Set(row => row.BegunUtc, begun).Set(row => row.SentUtc, row => decision.State == MessageState.Sent ? row.BegunUtc : row.SentUtc).UpdateAsync(cancellationToken) == 1;
    }
}

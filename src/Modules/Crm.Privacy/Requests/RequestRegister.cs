using System.Globalization;
using System.Security.Claims;
using Crm.Contacts;
using Crm.Contacts.Ages;
using Crm.Contacts.Choose;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Users;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Requests;

/// <summary>A page of requests.</summary>
/// <param name="Next">The place where the next page begins; null at the end.</param>
internal sealed record RequestPage(IReadOnlyList<PrivacyRequest> Rows, string? Next);

/// <summary>The register of requests: who asks for what, by when, and all that was done about it. What each act may not do is a member and a sentence; null when it was done. Scoped.</summary>
internal sealed class RequestRegister(ISession session, ChangeContext change, ContactChoices contacts, UserNames users, Today today, TimeProvider time, IStringLocalizer<RequestRegister> s)
{
    private const int LongestName = 200;
    private const int LongestText = 4000;
    private const int LongestNumber = 40;

    /// <summary>The views of the list.</summary>
    public static readonly IReadOnlyList<string> Views = ["open", "late", "closed"];

    /// <summary>The present day in the tenant's zone.</summary>
    public Task<DateOnly> TodayAsync() => today.GetAsync();

    /// <summary>One page: open ones as they are due, closed ones the newest first.</summary>
    /// <param name="view">One of <see cref="Views"/>.</param>
    /// <param name="after">"Next" of the page before.</param>
    public async Task<RequestPage> ListAsync(string view, string? after, int take, CancellationToken cancellationToken)
    {
        var (rows, place) = (await MatchingAsync(view), PlaceOf(after));
        var ordered = view == "closed"
            ? rows.Where(row => place == null || row.Id < place.Value.Id).OrderByDescending(row => row.Id)
            : rows.Where(row => place == null || row.Due > place.Value.Due || (row.Due == place.Value.Due && row.Id > place.Value.Id)).OrderBy(row => row.Due).ThenBy(row => row.Id);
        var found = await ordered.Take(take + 1).ToListAsync(cancellationToken);
        return new RequestPage([.. found.Take(take)], found.Count > take ? $"{found[take - 1].Due:yyyy-MM-dd}~{found[take - 1].Id}" : null);
    }

    /// <summary>How many a view shows.</summary>
    public async Task<int> CountAsync(string view, CancellationToken cancellationToken) => await (await MatchingAsync(view)).CountAsync(cancellationToken);

    /// <summary>One by its id, or null.</summary>
    public async Task<PrivacyRequest?> FindAsync(string requestId, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<PrivacyRequest>().FirstOrDefaultAsync(row => row.RequestId == requestId, cancellationToken);

    /// <summary>One by the number that somebody typed, or null.</summary>
    public async Task<PrivacyRequest?> FindByNumberAsync(string? number, CancellationToken cancellationToken)
        => PrivacyRequest.IdOf(number) is not { } id ? null : await (await session.GetConnectionAsync()).GetTable<PrivacyRequest>().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);

    /// <summary>The request whose number somebody typed beside an act on that person, null when the register has none; and why that number cannot stand there, null when it can.</summary>
    public async Task<(PrivacyRequest? Request, string? Fault)> AskedAsync(DataSubject subject, string? number, CancellationToken cancellationToken)
    {
        if (number?.Trim().Length > LongestNumber)
        {
            return (null, s["At most {0} characters.", LongestNumber]);
        }

        var request = await FindByNumberAsync(number, cancellationToken);
        return request?.IsOfAnother(subject) == true ? (null, s["Request {0} of the register is somebody else’s.", request.Number]) : (request, null);
    }

    /// <summary>Those of a person, and of who was merged into them, the newest first.</summary>
    public async Task<IReadOnlyList<PrivacyRequest>> OfAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        return await (await session.GetConnectionAsync()).GetTable<PrivacyRequest>().Where(row => ids.Contains(row.PersonId)).OrderByDescending(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Those of these ids.</summary>
    public async Task<IReadOnlyDictionary<string, PrivacyRequest>> FindAsync(IEnumerable<string> requestIds, CancellationToken cancellationToken)
    {
        var ids = requestIds.Distinct().ToList();
        return await (await session.GetConnectionAsync()).GetTable<PrivacyRequest>().Where(row => ids.Contains(row.RequestId)).ToDictionaryAsync(row => row.RequestId, cancellationToken);
    }

    /// <summary>What was done about a request, the oldest first.</summary>
    public async Task<IReadOnlyList<PrivacyRequestStep>> StepsAsync(PrivacyRequest request, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<PrivacyRequestStep>().Where(row => row.RequestId == request.RequestId).OrderBy(row => row.Id).ToListAsync(cancellationToken);

    /// <summary>What is wrong with what somebody writes down.</summary>
    /// <param name="stored">The request it is to be written into; null for a new one.</param>
    public async Task<IReadOnlyList<(string Member, string Sentence)>> FaultsAsync(ClaimsPrincipal user, RequestForm form, PrivacyRequest? stored)
    {
        var faults = new List<(string, string)>();
        Ask(!RequestCodes.Channels.Contains(form.Channel), nameof(form.Channel), s["There is no such channel."]);
        Ask(!RequestCodes.Rights.Contains(form.Asked), nameof(form.Asked), s["There is no such right."]);
        Ask(!RequestCodes.Proofs.Contains(form.Proof ?? ""), nameof(form.Proof), s["There is no such kind of proof."]);
        Ask(form.PersonName?.Trim().Length > LongestName, nameof(form.PersonName), s["At most {0} characters.", LongestName]);
        Ask(form.Received > await today.GetAsync(), nameof(form.Received), s["This day is yet to come."]);
        Ask(string.IsNullOrWhiteSpace(form.PersonId) && string.IsNullOrWhiteSpace(form.PersonName) && stored?.ErasedUtc is null, nameof(form.PersonName), s["Choose the person, or write the name they gave."]);
        Ask(form.PersonId is { Length: > 0 } person && person != stored?.PersonId && (await contacts.OfAsync(user, [person])).GetValueOrDefault(person)?.Type != ContactTypes.Person, nameof(form.PersonId), s["There is no such person."]);
        Ask(form.Owner is { Length: > 0 } owner && owner != stored?.Owner && !(await users.OfAsync([owner])).ContainsKey(owner), nameof(form.Owner), s["There is no such account."]);
        return faults;

        void Ask(bool isWrong, string member, string sentence)
        {
            if (isWrong)
            {
                faults.Add((member, sentence));
            }
        }
    }

    /// <summary>Writes a new request down.</summary>
    public async Task<PrivacyRequest> AddAsync(RequestForm form)
    {
        var request = new PrivacyRequest();
        await WriteAsync(request, form);
        request.Id = await (await session.GetConnectionAsync(write: true)).InsertWithInt64IdentityAsync(request);
        await NoteAsync(request, RequestCodes.Received, "", request.Received);
        return request;
    }

    /// <summary>Corrects what is written of a request.</summary>
    public async Task ChangeAsync(PrivacyRequest request, RequestForm form)
    {
        await WriteAsync(request, form);
        await StoreAsync(request, RequestCodes.Changed, "");
    }

    /// <summary>Writes down something that was done.</summary>
    public async Task<(string Member, string Sentence)?> AddStepAsync(PrivacyRequest request, StepForm form)
    {
        if (FaultOf(form.Note, s["Say what was done."]) is { } fault)
        {
            return (nameof(form.Note), fault);
        }

        if (form.Day > await today.GetAsync())
        {
            return (nameof(form.Day), s["This day is yet to come."]);
        }

        await NoteAsync(request, RequestCodes.Note, form.Note!.Trim(), form.Day);
        return null;
    }

    /// <summary>Gives two months more, of which the person was told with the reason: once, and within the first month.</summary>
    public async Task<(string Member, string Sentence)?> ExtendAsync(PrivacyRequest request, ExtensionForm form)
    {
        if (request.IsClosed || request.ExtendedUtc is not null)
        {
            return (nameof(form.Reason), request.IsClosed ? s["It is closed."] : s["It was extended already: there is no second time."]);
        }

        if (await today.GetAsync() > request.LastDayToExtend())
        {
            return (nameof(form.Reason), s["The first month is over: the person had to be told before."]);
        }

        if (FaultOf(form.Reason, s["Say why it takes longer, as the person was told."]) is { } fault)
        {
            return (nameof(form.Reason), fault);
        }

        (request.ExtendedUtc, request.ExtensionReason) = (Now, form.Reason!.Trim());
        request.CountDue();
        await StoreAsync(request, RequestCodes.Extended, request.ExtensionReason);
        return null;
    }

    /// <summary>Closes it with what was answered.</summary>
    public async Task<(string Member, string Sentence)?> CloseAsync(PrivacyRequest request, ClosingForm form)
    {
        if (request.IsClosed)
        {
            return (nameof(form.Outcome), s["It is closed."]);
        }

        if (!RequestCodes.Outcomes.Contains(form.Outcome))
        {
            return (nameof(form.Outcome), s["Say what came of it."]);
        }

        if (FaultOf(form.Answer, s["Say what was answered."]) is { } fault)
        {
            return (nameof(form.Answer), fault);
        }

        (request.IsClosed, request.Outcome, request.Answer, request.ClosedUtc, request.ClosedByName) = (true, form.Outcome!, form.Answer!.Trim(), Now, change.ActorName);
        await StoreAsync(request, RequestCodes.Closed, "");
        return null;
    }

    /// <summary>Opens it again; nothing when it is open.</summary>
    public async Task ReopenAsync(PrivacyRequest request)
    {
        if (request.IsClosed)
        {
            (request.IsClosed, request.Outcome, request.ClosedUtc, request.ClosedByName) = (false, "", null, "");
            await StoreAsync(request, RequestCodes.Reopened, "");
        }
    }

    /// <summary>Adds a step.</summary>
    /// <param name="kind">One of <see cref="RequestCodes.Steps"/>.</param>
    /// <param name="day">The day it was done; today when null.</param>
    public async Task NoteAsync(PrivacyRequest request, string kind, string note = "", DateOnly? day = null)
    {
        await (await session.GetConnectionAsync(write: true)).InsertAsync(new PrivacyRequestStep
        {
            RequestId = request.RequestId, Day = day ?? await today.GetAsync(), AtUtc = Now, Kind = kind, Note = note, Actor = change.Actor, ActorName = change.ActorName,
        });
        session.RecordChange("PrivacyRequest", "RequestChanged");
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task WriteAsync(PrivacyRequest request, RequestForm form)
    {
        var person = form.PersonId?.Trim() ?? "";
        (request.PersonId, request.PersonName) = (person, person.Length > 0 ? "" : form.PersonName?.Trim() ?? "");
        (request.Channel, request.Asked, request.Proof) = (form.Channel!, form.Asked!, form.Proof ?? "");
        request.Received = form.Received ?? (request.Received == default ? await today.GetAsync() : request.Received);
        request.Owner = form.Owner is { Length: > 0 } owner ? owner : request.Owner.Length > 0 ? request.Owner : change.Actor;
        request.CountDue();
    }

    private async Task StoreAsync(PrivacyRequest request, string step, string note)
    {
        await (await session.GetConnectionAsync(write: true)).UpdateAsync(request);
        await NoteAsync(request, step, note);
    }

    private string? FaultOf(string? text, string whenBlank) => string.IsNullOrWhiteSpace(text) ? whenBlank : text.Trim().Length > LongestText ? s["At most {0} characters.", LongestText].Value : null;

    private async Task<IQueryable<PrivacyRequest>> MatchingAsync(string view)
    {
        var (rows, day) = ((await session.GetConnectionAsync()).GetTable<PrivacyRequest>(), await today.GetAsync());
        return view switch
        {
            "closed" => rows.Where(row => row.IsClosed == true),
            "late" => rows.Where(row => row.IsClosed == false && row.Due < day),
            _ => rows.Where(row => row.IsClosed == false),
        };
    }

    private static (DateOnly Due, long Id)? PlaceOf(string? after)
        => after?.Split('~') is [var day, var id] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (due, number) : null;
}

using Crm.Kernel.Localization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Requests;

/// <summary>The words shown for the codes of requests, in the reader's language.</summary>
internal sealed class RequestLabels(IStringLocalizer<RequestLabels> s)
{
    /// <summary>With fewer days left a request is pressing.</summary>
    public const int Pressing = 7;

    public string View(string view) => view switch { "late" => s["Late"], "closed" => s["Closed"], _ => s["Open"] };

    public string Channel(string channel) => channel switch { "mail" => s["Post"], "email" => s["E-mail"], "phone" => s["Phone"], "in-person" => s["In person"], "online" => s["Online"], _ => channel };

    public string Right(string right) => right switch
    {
        "access" => s["Access"], "rectification" => s["Rectification"], "erasure" => s["Erasure"], "restriction" => s["Restriction"], "portability" => s["Portability"], "objection" => s["Objection"], _ => right,
    };

    public string Proof(string proof) => proof switch
    {
        "known" => s["Known to us"], "account" => s["Signed in to their account"], "email" => s["Answered from the address on file"], "call-back" => s["Called back on the number on file"],
        "document" => s["Showed an identity document"], "mandate" => s["Somebody with a mandate or parental authority"], _ => s["None yet"],
    };

    public string Outcome(string outcome) => outcome switch { "granted" => s["Granted"], "partly" => s["Granted in part"], "refused" => s["Refused"], "withdrawn" => s["Withdrawn by the person"], _ => outcome };

    public string Step(string kind) => kind switch
    {
        RequestCodes.Received => s["Received"], RequestCodes.Changed => s["Corrected"], RequestCodes.Extended => s["Extended by two months"], RequestCodes.HandedOut => s["Data handed out"],
        RequestCodes.Erased => s["Person erased"], RequestCodes.Restricted => s["Use restricted"], RequestCodes.Lifted => s["Restriction lifted"], RequestCodes.Closed => s["Request closed"], RequestCodes.Reopened => s["Opened again"], _ => s["Step"],
    };

    /// <summary>How much time is left, as "5 days left" or "2 days late".</summary>
    public string Left(int days) => days switch
    {
        0 => s["last day today"],
        < 0 => s.Plural(-days, "{0} day late", "{0} days late"),
        _ => s.Plural(days, "{0} day left", "{0} days left"),
    };

    public static string Tone(int daysLeft) => daysLeft < 0 ? "bad" : daysLeft <= Pressing ? "warn" : "neutral";

    public IEnumerable<SelectListItem> Channels() => RequestCodes.Channels.Select(code => new SelectListItem(Channel(code), code));

    public IEnumerable<SelectListItem> Rights() => RequestCodes.Rights.Select(code => new SelectListItem(Right(code), code));

    public IEnumerable<SelectListItem> Proofs() => RequestCodes.Proofs.Select(code => new SelectListItem(Proof(code), code));

    public IEnumerable<SelectListItem> Outcomes() => RequestCodes.Outcomes.Select(code => new SelectListItem(Outcome(code), code));
}

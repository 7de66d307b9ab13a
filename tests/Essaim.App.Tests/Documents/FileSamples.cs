using System.Text;

namespace Essaim.App.Tests.Documents;

/// <summary>Small files as programs write them: pictures of one violet square, and papers of few words.</summary>
internal static class FileSamples
{
    public static readonly byte[] Jpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO"
        + "UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P"
        + "T09PT09PT0//wAARCAAGAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QA"
        + "FQEBAQAAAAAAAAAAAAAAAAAAAwX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCeAUzP/9k=");

    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGAQMAAADEy024AAAABGdBTUEAALGPC/xhBQAAACBjSFJNAAB6JgAAgIQAAPoAAACA6AAA"
        + "dTAAAOpgAAA6mAAAF3CculE8AAAABlBMVEVbN4f///+gH439AAAAAWJLR0QB/wIt3gAAAAd0SU1FB+oLFwIXFjPGKdoAAAALSURB"
        + "VAjXY2BAAAAADAAB5DTqZgAAACV0RVh0ZGF0ZTpjcmVhdGUAMjAyNi0xMS0yM1QwMjoyMzoyMiswMDowMDehAoQAAAAldEVYdGRh"
        + "dGU6bW9kaWZ5ADIwMjYtMTEtMjNUMDI6MjM6MjIrMDA6MDBG/Lo4AAAAAElFTkSuQmCC");

    public static readonly byte[] WebP = Convert.FromBase64String(
        "UklGRjIAAABXRUJQVlA4ICYAAABwAQCdASoIAAYAAgA0JaACdAGIQAD+8Por+4P1B/EFS4MttggAAA==");

    public static readonly byte[] Heic = Convert.FromBase64String(
        "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAT9tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
        + "AA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFjAAEAAAAAAAAAHAAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEA"
        + "AGh2YzEAAAAAv2lwcnAAAAChaXBjbwAAAHVodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMA"
        + "AAMAHroCQCEAAQAoQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqSSmubAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAA"
        + "AAAAAEAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAAkbWRhdAAAABgoAa8TgOaocNP//ixUV/wd"
        + "54cJEtJ5v3w=");

    public static readonly byte[] Avif = Convert.FromBase64String(
        "AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAOptZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
        + "AA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAEOAAEAAAAAAAABYQAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEA"
        + "AGF2MDEAAAAAamlwcnAAAABLaXBjbwAAABNjb2xybmNseAACAAIABoAAAAAMYXYxQ4EADAAAAAAUaXNwZQAAAAAAAABAAAAAQAAA"
        + "ABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgYIDhAAAAWltZGF0EgAKBhgVf/2BCDLUAhgACiiihQDJE0Yh8Hp7OEf3"
        + "bmmxg0jXbuYv7iMtDmzPF3CYSmgExM3CjzeCR2aLN1sJDVVGqsWJ33pnajg/FhBokG68/Yd3F8eVxNbl3C1zSV6lxf/4aqD/zy7g"
        + "ZT//9zcfhMHZDcK3H3Xk29A8jELj+0ccgLxoPXqlwA4NhghcF8VUIQIz16hyXXu6OTtnp06ZtfMa7wj1z9WRjm2Ob/doigJqH3sc"
        + "871ihQ4h0LcRbOI9F+Ow3kozJFnS9sEF/JgT/yC+rnQ5t0E9/i48q5lcBbF66i46Lp8xojuHFM7w+5+tfwMj8guvD8qlYq7PjkDa"
        + "G+8XDkA3p3PS7sPCl6kB25wsPnnKUiEB5GApj+F/Bnfzb+mI8cKRrjtgSh+SZKlReIrOxAGiRqN+YmPIAOZZJNqNS1X9mQEF+3Lr"
        + "BgCMDKjt7sS+Q0ZPta31hqz1L4Sqq5A=");

    public static readonly byte[] Pdf = Essaim.App.Documents.SalePdf.Draw(PaperSamples.Dressmaker());

    public static readonly byte[] Xml = Encoding.UTF8.GetBytes(
        "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Facture numero=\"F-77\"><Total>120</Total></Facture>");

    public static readonly byte[] Csv = Encoding.UTF8.GetBytes("Date;Libellé;Montant\r\n12/11/2026;Train;48,70\r\n");

    public static readonly byte[] Western = Encoding.Latin1.GetBytes("Reçu de Zoé : 12,50 payés à Nîmes\r\n");

    public static readonly byte[] Page = Encoding.UTF8.GetBytes(
        "<!DOCTYPE html><html><body><script>alert(document.cookie)</script></body></html>");

    /// <summary>A photograph of the size that telephones make: other bytes follow its end, as with them.</summary>
    public static byte[] Photograph(int size, int seed = 1)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        Jpeg.CopyTo(bytes, 0);
        return bytes;
    }
}

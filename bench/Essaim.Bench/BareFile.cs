using System.Data.Common;
using System.Text;

namespace Essaim.Bench;

/// <summary>Reads the rows of a FEC from the database and writes their bytes, with no rule in between.</summary>
public static class BareFile
{
    private const string Sql =
        "SELECT e.journal, e.number, l.date, l.account, l.third_party, e.piece_ref, e.piece_date, "
        + "e.label, l.debit, l.credit, e.posted_at FROM posted_entry e JOIN posted_line l ON l.entry_id = e.id "
        + "WHERE e.fiscal_year = @year ORDER BY e.id, l.line_no";

    public static long Write(DbConnection connection, int year, Stream target)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@year";
        parameter.Value = year;
        command.Parameters.Add(parameter);
        using var reader = command.ExecuteReader();
        using var writer = new StreamWriter(target, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        var lines = 0L;
        while (reader.Read())
        {
            for (var i = 0; i < 11; i++)
            {
                if (i > 0)
                    writer.Write('\t');
                if (i is 8 or 9)
                    writer.Write(reader.GetInt64(i));
                else if (i is 2 or 6)
                    WriteDay(writer, reader, i);
                else if (!reader.IsDBNull(i))
                    writer.Write(reader.GetString(i));
            }
            writer.Write('\n');
            lines++;
        }
        return lines;
    }

    private static void WriteDay(StreamWriter writer, DbDataReader reader, int column)
    {
        // SQLite keeps a day as text, PostgreSQL as a date: each is read in its cheapest form.
        if (reader.GetFieldType(column) == typeof(string))
            writer.Write(reader.GetString(column));
        else
            writer.Write(reader.GetFieldValue<DateOnly>(column).DayNumber);
    }
}

package io.rowseal.examples.clinic.csv;

import java.util.List;

/** Names and notes in one script. All are invented; five first names and four last names give twenty people. */
record InventedNames(String latin, List<String> first, List<String> last, List<String> notes) {

    static final List<InventedNames> ALL = List.of(
            new InventedNames(
                    "english",
                    List.of("Tamsin", "Corwin", "Philippa", "Everard", "Rosalind"),
                    List.of("O'Marrow", "Thistlewick, Jr.", "\"Ned\" Farrowby", "Pennywhistle-Grange"),
                    List.of(
                            "Says: \"better since Monday\", sleeps well",
                            "Allergic to penicillin, peanuts\nand cats 🐈")),
            new InventedNames(
                    "latin",
                    List.of("Žofie", "Łucja", "Ørjan", "Çağla", "Íñigo"),
                    List.of("Křišťálková", "Wyśmierzłocki", "Håkestrøm", "Öztüreği"),
                    List.of("Přišla s bolestí hlavy, odešla s úsměvem 🙂", "Trenger ny time: «så snart som mulig»")),
            new InventedNames(
                    "cyrillic",
                    List.of("Ярослава", "Тихомир", "Злата", "Борислав", "Любава"),
                    List.of("Снегоцвет", "Вербовлас", "Лугодоль", "Яснобор"),
                    List.of("Жалобы на кашель, без температуры", "Контроль через месяц\nпринести анализы 🧪")),
            new InventedNames(
                    "greek",
                    List.of("Ανθοδώρα", "Λεωνόης", "Μελισσάνθη", "Φιλόφρων", "Ωραιοζήλη"),
                    List.of("Κυματόπουλος", "Ελαιοδάσης", "Αστεριάδου", "Θυμαρίδης"),
                    List.of("Ξηρός βήχας, χωρίς πυρετό", "Επανεξέταση σε δύο εβδομάδες 📅")),
            new InventedNames(
                    "chinese",
                    List.of("月泉", "松石", "云帆", "晓岚", "竹声"),
                    List.of("蓝", "山", "清", "溪"),
                    List.of("头痛三天,无发热,建议多休息并按时服药", "对青霉素过敏 ⚠️,下周复查血压和血糖")),
            new InventedNames(
                    "japanese",
                    List.of("つきみ", "ハルカゼ", "雪音", "そらた", "みずほ"),
                    List.of("星川原", "風間木", "白波瀬戸", "霧ヶ森"),
                    List.of("昨日から喉の痛みがあり、熱はありません", "次回は検査結果を持参してください🏥")),
            new InventedNames(
                    "arabic",
                    List.of("نورسما", "ريحانة", "بدرالدجى", "سنابل", "ياقوت"),
                    List.of("النخيلاوي", "الغيمي", "البحراوين", "الزهرستاني"),
                    List.of("يشكو من صداع خفيف منذ يومين", "حساسية من البنسلين، مراجعة بعد أسبوع 💊")),
            new InventedNames(
                    "hebrew",
                    List.of("אורגל", "שקדית", "נחלון", "תמרטל", "ברקית"),
                    List.of("הרדוף-ים", "עננוב", "גלבוער", "צופרימון"),
                    List.of("כאבי גב מזה שבוע, ללא חום", "ביקורת בעוד חודש 🩺 עם תוצאות הבדיקות")),
            new InventedNames(
                    "devanagari",
                    List.of("चंद्रिमाला", "मेघराज", "सुगंधिका", "वनदीप", "तारिणी"),
                    List.of("पुष्पगिरी", "नदीवाल", "सूर्यपथी", "वटवृक्षे"),
                    List.of("दो दिन से हल्का बुखार और खाँसी", "अगले सप्ताह रक्त जाँच 🩸 ज़रूरी")),
            new InventedNames(
                    "thai",
                    List.of("ดาวพราย", "ฟ้าลมหวน", "จันทร์ฉาย", "ธารน้ำใส", "เมฆาลัย"),
                    List.of("ศรีทุ่งรวงทอง", "พนาเขียวขจี", "วารีรินไหล", "ภูผาหมอก"),
                    List.of("ปวดหัวมาสองวัน ไม่มีไข้", "นัดตรวจเลือดอีกครั้งสัปดาห์หน้า 🌡️")),
            new InventedNames(
                    "korean",
                    List.of("달샘", "하늘결", "솔바람", "별누리", "은가람"),
                    List.of("구름", "나래", "바다", "들꽃"),
                    List.of("이틀 전부터 기침이 있고 열은 없습니다", "다음 주에 혈액 검사 결과 확인 예정 🧬")),
            new InventedNames(
                    "georgian",
                    List.of("ვარსკვლავა", "მთვარისა", "ნისლიანი", "ზღვაური", "ყვავილო"),
                    List.of("მთიულაშვი", "წყაროსძე", "ვენახიანი", "ცისკარელი"),
                    List.of("ყელის ტკივილი, სიცხის გარეშე", "განმეორებითი ვიზიტი ორ კვირაში 👩‍⚕️")));
}
